package org.ostraka.app.doctor;

import java.util.Locale;

/**
 * What was found about one part of the machine.
 *
 * @param part one word
 * @param text what is there and, unless all is well, how to mend it
 */
record Finding(String part, Verdict verdict, String text) {

  /** How bad it is. */
  enum Verdict {
    /** As it should be. */
    OK,
    /** Something works less well than it could, or one capability does not. */
    WARN,
    /** Servers would not run, or not safely. */
    BAD;

    String word() {
      return switch (this) {
        case OK -> "ok";
        case WARN -> "warn";
        case BAD -> "bad";
      };
    }
  }

  /** A size for people, in the unit that machines are sold in. */
  static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }

  static Finding ok(String part, String text) {
    return new Finding(part, Verdict.OK, text);
  }

  static Finding warn(String part, String text) {
    return new Finding(part, Verdict.WARN, text);
  }

  static Finding bad(String part, String text) {
    return new Finding(part, Verdict.BAD, text);
  }
}
