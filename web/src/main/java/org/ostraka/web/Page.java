package org.ostraka.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ostraka.base.Digest;

/** A file as a browser gets it: its bytes, what they are, and what it may do with them. */
final class Page {
  private static final int TAG_DIGITS = 32;

  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  /** blob: is what a page makes of content that it has fetched. */
  private static final String REST =
      "; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self';"
          + " media-src blob:; frame-src 'self' blob:; manifest-src 'self'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  private final byte[] content;
  private final String type;
  private final String tag;
  private final String policy;

  /** The array is handed over. */
  Page(byte[] content, String type) {
    this.content = content;
    this.type = type;
    this.tag = '"' + Digest.of(content).toString().substring(0, TAG_DIGITS) + '"';
    this.policy = "default-src 'none'; script-src 'self'" + allowance(type, content) + REST;
  }

  /**
   * The page's import map is the one script within a page that may run: it cannot be a file of its
   * own (HTML, "Import maps").
   */
  private static String allowance(String type, byte[] content) {
    String html = type.startsWith("text/html") ? new String(content, StandardCharsets.UTF_8) : "";
    Matcher map = IMPORT_MAP.matcher(html);
    return map.find() ? " 'sha256-" + sha256(map.group(1)) + "'" : "";
  }

  private static String sha256(String script) {
    byte[] digest = Digest.of(script.getBytes(StandardCharsets.UTF_8)).toBytes();
    return Base64.getEncoder().encodeToString(digest);
  }

  byte[] content() {
    return content.clone();
  }

  String type() {
    return type;
  }

  /** Its entity tag, which changes with the content. */
  String tag() {
    return tag;
  }

  /** Its Content-Security-Policy: load what this server gives, and nothing else. */
  String policy() {
    return policy;
  }
}
