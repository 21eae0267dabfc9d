package org.ostraka.ballot.store;

import java.time.Instant;
import java.util.Comparator;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.FileEntry;
import org.ostraka.base.Digest;

/**
 * A valid file that is not saved yet.
 *
 * @param place of its block in the buffer's {@link BlockArena}
 * @param firstLetters of the name, the first one highest
 */
record BufferedFile(
    BallotPath name, Digest digest, int size, Instant hour, long place, long firstLetters) {

  /** By name; the letters beside it spare the way to the name itself. */
  static final Comparator<BufferedFile> BY_NAME =
      (one, other) -> {
        int order = Long.compareUnsigned(one.firstLetters, other.firstLetters);
        return order == 0 ? one.name.compareTo(other.name) : order;
      };

  BufferedFile(BallotPath name, Digest digest, int size, Instant hour, long place) {
    this(name, digest, size, hour, place, firstLetters(name.value()));
  }

  private static long firstLetters(String name) {
    long letters = 0;
    for (int at = 0; at < Long.BYTES / Character.BYTES; at++) {
      letters = letters << Character.SIZE | (at < name.length() ? name.charAt(at) : 0);
    }
    return letters;
  }

  FileEntry entry() {
    return new FileEntry(name, digest, size, hour);
  }
}
