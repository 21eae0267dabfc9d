package org.ostraka.ballot;

/** A place in the replicated log: what stands there is the same on every server. */
public record LogIndex(long value) implements Comparable<LogIndex> {

  /** Before the first entry. */
  public static final LogIndex NONE = new LogIndex(-1);

  @Override
  public int compareTo(LogIndex other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
