package org.ostraka.ballot.store;

import org.ostraka.ballot.BallotPath;

/**
 * A Bloom filter over the names of one election's files: tells of nearly every absent name that it
 * is absent, without asking the tables. The bits of one name lie in one cache line. Several threads
 * may add.
 */
final class NameFilter {
  private static final int BITS_PER_NAME = 16;
  private static final int PROBES = 6;
  private static final int LINE_WORDS = 8;

  /** 128 MiB, for 67 million names. */
  private static final int MAX_LINES = 1 << 21;

  private final long[] words;
  private final int lines;

  /** A filter with room for so many names; with more of them it only answers worse. */
  NameFilter(int names) {
    long wanted = (long) names * BITS_PER_NAME / (LINE_WORDS * Long.SIZE) + 1;
    this.lines = (int) Math.min(wanted, MAX_LINES);
    this.words = new long[lines * LINE_WORDS];
  }

  synchronized void add(BallotPath name) {
    long hash = hash(name);
    int line = line(hash);
    for (int probe = 0; probe < PROBES; probe++) {
      int bit = bit(hash, probe);
      words[line + (bit >>> 6)] |= 1L << bit;
    }
  }

  /** False only if the name was never added. */
  boolean mayHold(BallotPath name) {
    long hash = hash(name);
    int line = line(hash);
    for (int probe = 0; probe < PROBES; probe++) {
      int bit = bit(hash, probe);
      if ((words[line + (bit >>> 6)] & (1L << bit)) == 0) {
        return false;
      }
    }
    return true;
  }

  /** The bits are taken from one product: nine for each probe, the upper half for the line. */
  private static int bit(long hash, int probe) {
    return (int) ((hash * 0x9e3779b97f4a7c15L) >>> (9 * probe)) & 511;
  }

  private int line(long hash) {
    return (int) (((hash >>> 32) * lines) >>> 32) * LINE_WORDS;
  }

  /** Spreads the text's hash over 64 bits (the finalizer of MurmurHash3). */
  private static long hash(BallotPath name) {
    long hash = name.value().hashCode() + (0x9e3779b97f4a7c15L * name.value().length());
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
