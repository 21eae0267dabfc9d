package org.ostraka.swarm.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.ostraka.swarm.Link;

/**
 * What the library knows of a file beside its content.
 *
 * @param link its key, name and time, and servers to ask
 * @param content where the content is, or will be once it is complete
 * @param complete whether it is there
 * @param stamp the content's size and modification time when it was last compared with its tree
 */
public record About(Link link, Path content, boolean complete, String stamp) {

  byte[] encode() {
    String text =
        "link=%s%ncontent=%s%ncomplete=%s%nstamp=%s%n".formatted(link, content, complete, stamp);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static About decode(byte[] octets) {
    Map<String, String> fields = new TreeMap<>();
    for (String line : new String(octets, StandardCharsets.UTF_8).lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        fields.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return new About(
        Link.parse(required(fields, "link")),
        Path.of(required(fields, "content")),
        Boolean.parseBoolean(required(fields, "complete")),
        required(fields, "stamp"));
  }

  private static String required(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the line " + name + "= is missing");
    }
    return value;
  }
}
