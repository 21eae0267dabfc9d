package org.ostraka.sync;

import java.util.regex.Pattern;

/**
 * The name of a repository: 1 to 64 lower-case letters, digits, '.', '_' and '-', the first one a
 * letter or digit, so that it is a file name, a URL part and a Subversion repository everywhere.
 */
public record RepositoryName(String text) implements Comparable<RepositoryName> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  /** Checks the form. */
  public RepositoryName {
    Names.require(FORM, "repository", text);
  }

  @Override
  public int compareTo(RepositoryName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
