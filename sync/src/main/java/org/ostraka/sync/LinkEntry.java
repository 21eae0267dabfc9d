package org.ostraka.sync;

import java.nio.charset.StandardCharsets;

/**
 * A symbolic link, kept as it is and never followed.
 *
 * @param target as the link has it: 1 to 4095 bytes of UTF-8 without NUL
 */
public record LinkEntry(String target) implements Entry {
  private static final int MAX_BYTES = 4095;

  /** Checks the form. */
  public LinkEntry {
    if (target.isEmpty() || target.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a link's target is not empty and holds no NUL");
    }
    if (target.length() > MAX_BYTES || target.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new IllegalArgumentException("a link's target has at most 4095 bytes of UTF-8");
    }
  }
}
