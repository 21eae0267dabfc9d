package org.ostraka.ballot.raft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
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
 * <p>A snapshot is taken whenever the log has grown by a step, and lets go of what is older than an
 * interval. So the log always keeps an interval that the tables hold already, and a server that
 * lags by less than that gets entries instead of all tables. The tables, which become durable by
 * themselves as they grow, mostly are so that far back. Small steps also let the system use a log
 * file's memory again while it has it: to find other memory can take it ten times as long
 * (measured). Not safe for use by several threads at once, but for {@link #latestOrNull}.
 */
final class SnapshotKeeper {

  /** Steps of an interval. */
  private static final int STEPS = 8;

  private final AtomicFiles files;
  private final SnapshotInterval interval;
  private @Nullable Path file;

  /** What Ratis may rely on: written by one thread, read by any. */
  private volatile @Nullable SnapshotInfo latest;

  /** What the kept log begins behind. */
  private TermIndex previous = TermIndex.INITIAL_VALUE;

  /** Where the latest steps ended, oldest first. */
  private final Deque<TermIndex> steps = new ArrayDeque<>();

  private boolean stepEnded;
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
    steps.clear();
    bytes = 0;
    entries = 0;
  }

  /** Counts an applied entry; true when a snapshot should be taken. */
  boolean applied(int size) {
    bytes += size;
    entries++;
    return bytes >= interval.bytes() / STEPS || entries >= interval.entries() / STEPS;
  }

  /** A snapshot was asked for, so do not ask again at once. */
  void asked() {
    bytes = 0;
    entries = 0;
    stepEnded = true;
  }

  /** The next snapshot shall keep nothing of the log that it covers. */
  void keepNothing() {
    whole = true;
  }

  /** Where the log will begin after {@link #taken}; the tables must be durable up to there. */
  TermIndex nextPlace(TermIndex applied) {
    if (whole) {
      return applied;
    }
    return steps.size() < STEPS ? previous : steps.getFirst();
  }

  /**
   * The tables are durable up to {@code tables}.
   *
   * @return the index up to which the log may be purged, negative for none
   */
  long taken(TermIndex applied, LogIndex tables) throws IOException {
    TermIndex place = nextPlace(applied);
    if (!place.equals(previous)) {
      write(new SnapshotMark(place, tables));
      latest = new FileListSnapshotInfo(List.of(), place);
      previous = place;
    }
    if (whole) {
      steps.clear();
      whole = false;
    } else if (stepEnded) {
      endStep(applied);
    }
    return place.getIndex();
  }

  private void endStep(TermIndex applied) {
    stepEnded = false;
    steps.addLast(applied);
    if (steps.size() > STEPS) {
      steps.removeFirst();
    }
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
