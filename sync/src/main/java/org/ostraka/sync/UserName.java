package org.ostraka.sync;

import java.util.regex.Pattern;

/**
 * The name of a user: 1 to 64 lower-case letters, digits, '.', '_', '@' and '-', the first one a
 * letter or digit. It is the author of commits and part of the names of conflict copies.
 */
public record UserName(String text) implements Comparable<UserName> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

  /** Checks the form. */
  public UserName {
    Names.require(FORM, "user", text);
  }

  @Override
  public int compareTo(UserName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
