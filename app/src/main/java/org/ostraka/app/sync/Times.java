package org.ostraka.app.sync;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times as people read them, in this machine's time zone, in the form that {@code --at} takes. */
final class Times {
  private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private Times() {}

  static String shown(Instant time) {
    return FORM.format(time.atZone(ZoneId.systemDefault()));
  }
}
