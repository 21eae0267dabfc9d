package org.ostraka.base;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number of bytes, as people write it in options and settings: {@code 4096}, {@code 4KiB}, {@code
 * 10MB}. KiB, MiB, GiB and TiB are powers of 1024, kB, MB, GB and TB of 1000 (IEC 80000-13).
 *
 * @param bytes zero or more
 */
public record ByteSize(long bytes) {
  private static final Pattern WRITTEN =
      Pattern.compile("([0-9]{1,19}) ?([a-z]{1,3})?", Pattern.CASE_INSENSITIVE);

  /** Units, the largest first, and of two alike the binary one. */
  private enum Unit {
    TIB("TiB", 1L << 40),
    TB("TB", 1_000_000_000_000L),
    GIB("GiB", 1L << 30),
    GB("GB", 1_000_000_000L),
    MIB("MiB", 1L << 20),
    MB("MB", 1_000_000L),
    KIB("KiB", 1L << 10),
    KB("kB", 1_000L),
    B("B", 1);

    private final String symbol;
    private final long bytes;

    Unit(String symbol, long bytes) {
      this.symbol = symbol;
      this.bytes = bytes;
    }
  }

  /** Checks the rule; {@link IllegalArgumentException} names the value and the rule. */
  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("size %d: zero or more bytes".formatted(bytes));
    }
  }

  /** Parses a whole number with an optional unit in upper or lower case. */
  public static ByteSize parse(String text) {
    Matcher parts = WRITTEN.matcher(text);
    if (!parts.matches()) {
      throw wrong(text);
    }
    try {
      long count = Long.parseLong(parts.group(1));
      return new ByteSize(Math.multiplyExact(count, unit(parts.group(2), text).bytes));
    } catch (ArithmeticException | NumberFormatException _) {
      throw wrong(text);
    }
  }

  private static Unit unit(@Nullable String symbol, String text) {
    if (symbol == null) {
      return Unit.B;
    }
    for (Unit unit : Unit.values()) {
      if (unit.symbol.equalsIgnoreCase(symbol)) {
        return unit;
      }
    }
    throw wrong(text);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "size '%s': a whole number of bytes below 8 EiB, or of B, kB, KiB, MB, MiB, GB, GiB, TB, TiB"
            .formatted(text));
  }

  /** Rounded for people: {@code 1.5 MiB}, {@code 900 B}. */
  public String readable() {
    for (Unit unit : new Unit[] {Unit.TIB, Unit.GIB, Unit.MIB, Unit.KIB}) {
      if (bytes >= unit.bytes) {
        return String.format(Locale.ROOT, "%.1f %s", (double) bytes / unit.bytes, unit.symbol);
      }
    }
    return bytes + " B";
  }

  /** Exact, in the largest unit that leaves a whole number: parses to the same size. */
  @Override
  public String toString() {
    for (Unit unit : Unit.values()) {
      if (bytes >= unit.bytes && bytes % unit.bytes == 0) {
        return bytes / unit.bytes + unit.symbol;
      }
    }
    return "0B";
  }
}
