package org.ostraka.sync.account;

import java.util.regex.Pattern;

/** The name of a group: the form of a user's name; where both may stand it is written "@name". */
public record GroupName(String text) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  /** Checks the form. */
  public GroupName {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("group name: must match %s".formatted(FORM.pattern()));
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
