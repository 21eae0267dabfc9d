package org.ostraka.ballot;

/** The name of a ballot server in its organisation: 1 to 32 of {@code a-z 0-9 -}. */
public record ServerId(String value) implements Comparable<ServerId> {
  private static final int LONGEST = 32;

  /** Checks the rule; {@link IllegalArgumentException} names the value and the rule. */
  public ServerId {
    if (!isWellFormed(value)) {
      throw new IllegalArgumentException(
          "server '%s': 1 to 32 of a-z, 0-9 and -, not starting with -".formatted(value));
    }
  }

  /** By hand: each claim that is read has one. */
  private static boolean isWellFormed(String value) {
    if (value.isEmpty() || value.length() > LONGEST || value.charAt(0) == '-') {
      return false;
    }
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c != '-' && (c < 'a' || c > 'z') && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
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
