package org.ostraka.app;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.ByteSize;

/** Limits of bandwidth as people write them. */
public final class Rates {

  private Rates() {}

  /** Bytes a second of a text such as {@code 10MB/s}; 0 for none. */
  public static long parse(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    String size = text.toLowerCase(Locale.ROOT).replaceFirst("/s$", "");
    long rate = ByteSize.parse(size).bytes();
    if (rate == 0) {
      throw new IllegalArgumentException(
          "rate '%s': more than zero, such as 10MB/s".formatted(text));
    }
    return rate;
  }
}
