package org.ostraka.sync;

import java.util.HexFormat;

/** Numbers of 128 bits as 32 hexadecimal digits. */
final class Hex {
  private static final HexFormat DIGITS = HexFormat.of();

  private Hex() {}

  static String format(long high, long low) {
    return DIGITS.toHexDigits(high) + DIGITS.toHexDigits(low);
  }

  static long[] parse(String what, String hex) {
    boolean lowerCase = hex.chars().noneMatch(c -> c >= 'A' && c <= 'F');
    if (hex.length() != 32 || !lowerCase) {
      throw new IllegalArgumentException(what + ": must be 32 lower-case hexadecimal digits");
    }
    return new long[] {
      HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32)
    };
  }
}
