package org.ostraka.ballot;

/** The number of a voter's inode in its election: 1 for the first voter of the roll. */
public record InodeNumber(int value) implements Comparable<InodeNumber> {

  /** Checks that the number is positive. */
  public InodeNumber {
    if (value < 1) {
      throw new IllegalArgumentException("inode number " + value + ": 1 or more");
    }
  }

  @Override
  public int compareTo(InodeNumber other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
