package org.ostraka.sync;

/**
 * The identity of a file, folder or link of a repository, kept through edits and moves: 128 bits,
 * chosen by whoever creates it. Ordered as unsigned numbers.
 */
public record NodeId(long high, long low) implements Comparable<NodeId> {

  /** Length of every id in bytes. */
  public static final int BYTES = 16;

  /** The folder that holds everything; it is never created, moved or removed. */
  public static final NodeId ROOT = new NodeId(0, 0);

  /**
   * Parses 32 lower-case hexadecimal digits.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static NodeId parse(String hex) {
    long[] halves = Hex.parse("node id", hex);
    return new NodeId(halves[0], halves[1]);
  }

  @Override
  public int compareTo(NodeId other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high * 31 + low);
  }

  /** The 32 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return Hex.format(high, low);
  }
}
