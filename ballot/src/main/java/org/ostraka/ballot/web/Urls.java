package org.ostraka.ballot.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.ostraka.ballot.ElectionName;

/** Paths of the interface as a client writes them. */
final class Urls {

  private Urls() {}

  /** An election, or what is below it. */
  static String election(ElectionName election, String below) {
    return "/v1/elections/" + election + below;
  }

  /**
   * A path with its query.
   *
   * @param query names and values in turn
   */
  static String with(String path, Object... query) {
    StringBuilder url = new StringBuilder(path);
    for (int at = 0; at < query.length; at += 2) {
      url.append(at == 0 ? '?' : '&').append(query[at]).append('=').append(encode(query[at + 1]));
    }
    return url.toString();
  }

  /** A plus sign stands for a space in forms only, and this is none. */
  private static String encode(Object value) {
    return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8).replace("+", "%20");
  }
}
