package org.ostraka.sync;

import java.util.regex.Pattern;

/**
 * The name of a desk, unique on its hub: 1 to 48 letters, digits, '.', '_' and '-', the first one a
 * letter or digit. It is part of the names of conflict copies.
 */
public record DeskName(String text) implements Comparable<DeskName> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,47}");

  /** Checks the form. */
  public DeskName {
    Names.require(FORM, "desk", text);
  }

  @Override
  public int compareTo(DeskName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
