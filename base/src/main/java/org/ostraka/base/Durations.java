package org.ostraka.base;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations, as people write them in options and settings: {@code 200ms}, {@code 10s}, {@code 2m},
 * {@code 12h}, {@code 365d}.
 */
public final class Durations {
  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h|d)");

  private Durations() {}

  /** Units, the largest first. */
  private enum Unit {
    D(Duration.ofDays(1)),
    H(Duration.ofHours(1)),
    M(Duration.ofMinutes(1)),
    S(Duration.ofSeconds(1)),
    MS(Duration.ofMillis(1));

    private final Duration one;

    Unit(Duration one) {
      this.one = one;
    }

    String symbol() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Parses a whole number with its unit, which is never left out.
   *
   * @throws IllegalArgumentException naming the value and the rule
   */
  public static Duration parse(String text) {
    Matcher parts = WRITTEN.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "duration '%s': a whole number and ms, s, m, h or d, such as 200ms".formatted(text));
    }
    Unit unit = Unit.valueOf(parts.group(2).toUpperCase(Locale.ROOT));
    return unit.one.multipliedBy(Long.parseLong(parts.group(1)));
  }

  /** In the largest unit that leaves a whole number; parts of a millisecond are dropped. */
  public static String print(Duration duration) {
    long millis = duration.toMillis();
    for (Unit unit : Unit.values()) {
      if (millis != 0 && millis % unit.one.toMillis() == 0) {
        return millis / unit.one.toMillis() + unit.symbol();
      }
    }
    return "0ms";
  }
}
