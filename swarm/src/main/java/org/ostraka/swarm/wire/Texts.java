package org.ostraka.swarm.wire;

import java.nio.charset.StandardCharsets;

/** Text from and for the other side of a connection. */
public final class Texts {
  private static final int LONGEST = 255;

  private Texts() {}

  /** The text cut at a character's border to at most 255 octets of UTF-8. */
  static String atMost255(String text) {
    String cut = text;
    while (cut.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut;
  }

  /** The text as it may be shown on a terminal: without control and formatting characters. */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .map(point ->
            Character.isISOControl(point) || Character.getType(point) == Character.FORMAT
                ? '\ufffd'
                : point)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
