package org.ostraka.ballot;

import java.util.regex.Pattern;

/** The name of a ballot server in its organisation: 1 to 32 of {@code a-z 0-9 -}. */
public record ServerId(String value) implements Comparable<ServerId> {
  private static final Pattern RULE = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  /** Checks the rule; {@link IllegalArgumentException} names the value and the rule. */
  public ServerId {
    if (!RULE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "server '%s': 1 to 32 of a-z, 0-9 and -, not starting with -".formatted(value));
    }
  }

  @Override
  public int compareTo(ServerId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
