package org.ostraka.swarm;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ostraka.base.Digest;

/**
 * One line from which a client can fetch a file: its key, a name, and mapping servers to ask (RFC
 * section 7, which holds the grammar).
 *
 * @param modified seconds since 1970 at which the publisher's file was last modified
 * @param servers at most 16
 */
public record Link(FileKey key, FileName name, OptionalLong modified, List<Endpoint> servers) {

  static final int MAX_SERVERS = 16;

  private static final String SERVER =
      "(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):[1-9][0-9]{0,4}";
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "pire2pire:(?<root>[0-9a-f]{64})\\?size=(?<size>0|[1-9][0-9]{0,12})"
              + "&x=(?<x>1[6-9]|2[0-4])"
              + "&name=(?<name>(?:[A-Za-z0-9._~-]|%[0-9A-F]{2}){1,765})"
              + "(?:&time=(?<time>0|[1-9][0-9]{0,10}))?"
              + "(?<servers>(?:&server="
              + SERVER
              + "){0,16})");

  /** Refuses more servers than a link may have. */
  public Link {
    if (servers.size() > MAX_SERVERS) {
      throw new IllegalArgumentException(
          "link with %d servers: at most 16".formatted(servers.size()));
    }
    servers = List.copyOf(servers);
  }

  /**
   * Parses a link.
   *
   * @throws IllegalArgumentException if it breaks the grammar or one of the rules beside it
   */
  public static Link parse(String text) {
    Matcher link = GRAMMAR.matcher(text);
    if (!link.matches()) {
      throw new IllegalArgumentException(
          "this is not a link: pire2pire:ROOT?size=BYTES&x=EXPONENT&name=NAME[&server=HOST:PORT...]");
    }
    FileKey key =
        new FileKey(
            Digest.parse(link.group("root")),
            Long.parseLong(link.group("size")),
            new FragmentSize(Integer.parseInt(link.group("x"))));
    String time = link.group("time");
    OptionalLong modified =
        time == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(time));
    return new Link(key, unescape(link.group("name")), modified, servers(link.group("servers")));
  }

  private static List<Endpoint> servers(String parameters) {
    List<Endpoint> servers = new ArrayList<>();
    for (String parameter : parameters.split("&server=", -1)) {
      if (!parameter.isEmpty()) {
        servers.add(Endpoint.parse(parameter));
      }
    }
    return servers;
  }

  private static FileName unescape(String name) {
    String text = URLDecoder.decode(name, StandardCharsets.UTF_8);
    if (!escape(text).equals(name) && text.indexOf('\ufffd') >= 0) {
      throw new IllegalArgumentException("the link's name is not well-formed UTF-8");
    }
    return new FileName(text);
  }

  private static String escape(String name) {
    StringBuilder escaped = new StringBuilder();
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
      escaped.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return escaped.toString();
  }

  /** The link as one line. */
  @Override
  public String toString() {
    StringBuilder link = new StringBuilder("pire2pire:").append(key.root());
    link.append("?size=").append(key.size()).append("&x=").append(key.fragmentSize().exponent());
    link.append("&name=").append(escape(name.text()));
    modified.ifPresent(seconds -> link.append("&time=").append(seconds));
    servers.forEach(server -> link.append("&server=").append(server));
    return link.toString();
  }
}
