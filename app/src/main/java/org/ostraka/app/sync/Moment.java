package org.ostraka.app.sync;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time or revision that a person names with {@code --at}. */
sealed interface Moment {

  /** After the change with this number. */
  record Rev(long rev) implements Moment {}

  /** At this time. */
  record Time(Instant instant) implements Moment {}

  /** A number with or without an 'r', and eighteen digits at most. */
  Pattern REV = Pattern.compile("r?([0-9]{1,18})");

  /**
   * Parses {@code 17}, {@code r17}, {@code 2026-11-22}, {@code 2026-11-22 10:30[:15]}, with 'T'
   * instead of the space, in this machine's time zone, or with {@code Z} or an offset behind it.
   *
   * @throws IllegalArgumentException naming the forms
   */
  static Moment parse(String text, ZoneId zone) {
    Matcher rev = REV.matcher(text);
    if (rev.matches()) {
      return new Rev(Long.parseLong(rev.group(1)));
    }
    String form = text.strip().replace(' ', 'T');
    try {
      if (!form.contains("T")) {
        return new Time(LocalDate.parse(form).atStartOfDay(zone).toInstant());
      }
      return form.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
          ? new Time(OffsetDateTime.parse(form).toInstant())
          : new Time(LocalDateTime.parse(form).atZone(zone).toInstant());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "--at '%s': a revision such as r17 ('sync versions' lists them), or a time such as"
                  .formatted(text)
              + " '2026-11-22 10:30' or 2026-11-22T10:30:00Z",
          e);
    }
  }
}
