package org.ostraka.sync;

/**
 * The identity of a change, drawn at random by the desk that made it: the hub applies an id once,
 * however often it is sent. 128 bits.
 */
public record ChangeId(long high, long low) {

  /**
   * Parses 32 lower-case hexadecimal digits.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static ChangeId parse(String hex) {
    long[] halves = Hex.parse("change id", hex);
    return new ChangeId(halves[0], halves[1]);
  }

  /** The 32 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return Hex.format(high, low);
  }
}
