package org.ostraka.ballot.raft;

/**
 * How far apart the tables are made durable, so that the log before can be dropped. The log takes
 * up to twice this on disk, and a segment of 16 MiB more.
 *
 * @param bytes of entries between two snapshots
 * @param entries between two snapshots, for entries that are small
 */
public record SnapshotInterval(long bytes, long entries) {

  /** 64 MiB or 50,000 entries. */
  public static final SnapshotInterval DEFAULT = new SnapshotInterval(64L << 20, 50_000);
}
