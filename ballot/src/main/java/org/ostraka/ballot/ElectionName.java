package org.ostraka.ballot;

import java.util.regex.Pattern;

/** The name of an election: 1 to 64 of {@code a-z 0-9 -}, not starting with a hyphen. */
public record ElectionName(String value) implements Comparable<ElectionName> {
  private static final Pattern RULE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  /** Checks the rule; {@link IllegalArgumentException} names the value and the rule. */
  public ElectionName {
    if (!RULE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "election name '%s': 1 to 64 of a-z, 0-9 and -, not starting with -".formatted(value));
    }
  }

  @Override
  public int compareTo(ElectionName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
