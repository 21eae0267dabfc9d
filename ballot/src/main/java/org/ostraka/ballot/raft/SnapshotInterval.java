package org.ostraka.ballot.raft;

/**
 * How much of the log is kept behind what the tables hold durably, for a server that lags. The log
 * takes about this much on disk, and what the tables do not hold durably yet.
 *
 * @param bytes of entries
 * @param entries that are kept at most, for entries that are small
 */
public record SnapshotInterval(long bytes, long entries) {

  /** 64 MiB or 50,000 entries. */
  public static final SnapshotInterval DEFAULT = new SnapshotInterval(64L << 20, 50_000);
}
