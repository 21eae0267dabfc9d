package org.ostraka.ballot.raft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.impl.FileListSnapshotInfo;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.LogIndex;
import org.ostraka.base.AtomicFiles;

/**
 * Decides when the tables are made durable and how much of the log is kept behind that.
 *
 * <p>A snapshot names the place where the snapshot <em>before</em> it was taken. So the log always
 * keeps at least one interval that the tables hold already, and a server that lags by less than
 * that gets entries instead of all tables. Not safe for use by several threads at once, but for
 * {@link #latestOrNull}.
 */
final class SnapshotKeeper {

  private final AtomicFiles files;
  private final SnapshotInterval interval;
  private @Nullable Path file;

  /** What Ratis may rely on: written by one thread, read by any. */
  private volatile @Nullable SnapshotInfo latest;

  private TermIndex previous = TermIndex.INITIAL_VALUE;
  private boolean whole;
  private long bytes;
  private long entries;

  SnapshotKeeper(AtomicFiles files, SnapshotInterval interval) {
    this.files = files;
    this.interval = interval;
  }

  /**
   * Begins with what an earlier run left.
   *
   * @param tables where the tables stand now
   * @return the place from which the log is applied again
   * @throws IOException also when the tables lack what the log no longer holds
   */
  TermIndex open(Path markFile, LogIndex tables) throws IOException {
    file = markFile;
    SnapshotMark mark = SnapshotMark.readOrNull(files, markFile);
    if (mark == null) {
      return previous;
    }
    if (tables.compareTo(mark.tables()) < 0) {
      throw new IOException(
          "the tables stand at entry %s but were at %s when the log was cut: they were lost or replaced. Remove this server's tables and its log, then start it: %s"
              .formatted(tables, mark.tables(), RaftNode.REMEDY));
    }
    adopt(mark.place());
    return previous;
  }

  private void adopt(TermIndex place) {
    previous = place;
    latest = new FileListSnapshotInfo(List.of(), place);
    bytes = 0;
    entries = 0;
  }

  /** Counts an applied entry; true when a snapshot should be taken. */
  boolean applied(int size) {
    bytes += size;
    entries++;
    return bytes >= interval.bytes() || entries >= interval.entries();
  }

  /** A snapshot was asked for, so do not ask again at once. */
  void asked() {
    bytes = 0;
    entries = 0;
  }

  /** The next snapshot shall keep nothing of the log that it covers. */
  void keepNothing() {
    whole = true;
  }

  /**
   * The tables are durable up to {@code applied}.
   *
   * @return the index up to which the log may be purged, negative for none
   */
  long taken(TermIndex applied, LogIndex tables) throws IOException {
    TermIndex place = whole ? applied : previous;
    if (place.getIndex() >= 0) {
      write(new SnapshotMark(place, tables));
    }
    adopt(applied);
    latest = place.getIndex() < 0 ? null : new FileListSnapshotInfo(List.of(), place);
    whole = false;
    return place.getIndex();
  }

  /** Another server's tables have taken the place of this one's. */
  void installed(TermIndex place, LogIndex tables) throws IOException {
    write(new SnapshotMark(place, tables));
    adopt(place);
  }

  private void write(SnapshotMark mark) throws IOException {
    Path target = file;
    if (target == null) {
      throw new IllegalStateException("a snapshot before open()");
    }
    mark.write(files, target);
  }

  /** What the kept log begins behind; null while it holds everything. */
  @Nullable SnapshotInfo latestOrNull() {
    return latest;
  }
}
