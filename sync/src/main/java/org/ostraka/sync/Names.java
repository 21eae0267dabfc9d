package org.ostraka.sync;

import java.util.regex.Pattern;

/** The check that names of things on the hub share. */
final class Names {
  private static final int SHOWN = 80;

  private Names() {}

  static void require(Pattern form, String what, String text) {
    if (!form.matcher(text).matches()) {
      String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
      throw new IllegalArgumentException(
          "%s name '%s': must match %s".formatted(what, shown, form.pattern()));
    }
  }
}
