package org.ostraka.ballot.store;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.box.Change;

/** Consecutive commits that are not saved yet, as what they add up to. */
final class CommitBuffer {

  /** About what a row takes beside its block. */
  private static final int ROW_BYTES = 80;

  private final Map<ElectionName, ElectionBuffer> elections = new TreeMap<>();
  private final RowArena rows = new RowArena();
  private @Nullable ElectionName latestName;
  private @Nullable ElectionBuffer latest;
  private Meta.Applied applied = Meta.Applied.NOTHING;
  private long bytes;

  /** Adds the next commit. */
  void add(LogIndex index, Instant logTime, List<Change> changes) {
    changes.forEach(this::add);
    bytes += (long) ROW_BYTES * changes.size();
    applied = new Meta.Applied(index, logTime);
  }

  private void add(Change change) {
    switch (change) {
      case Change.ElectionPut put -> of(put.election().name()).put(put.election());
      case Change.ElectionDropped dropped -> of(dropped.election()).drop();
      case Change.DirectoryPut put -> of(put.election()).put(put.path());
      case Change.InodePut put -> of(put.election()).inodes().put(put);
      case Change.FilePut put -> add(put);
      case Change.WaitingPut put -> of(put.waiting().claim().election()).put(put.waiting());
      case Change.WaitingRemoved removed -> of(removed.election()).settle(removed.claim());
    }
  }

  private void add(Change.FilePut put) {
    bytes += put.block().size();
    of(put.election()).files().put(put);
  }

  /** Most changes are of the same election as the one before. */
  private ElectionBuffer of(ElectionName election) {
    ElectionBuffer found = latest;
    if (found == null || !election.equals(latestName)) {
      found = elections.computeIfAbsent(election, name -> new ElectionBuffer(rows));
      latest = found;
      latestName = election;
    }
    return found;
  }

  /** The elections that have changes, by name. */
  Map<ElectionName, ElectionBuffer> elections() {
    return elections;
  }

  /** What lists show of the file, or null if no commit here put it. */
  @Nullable FileEntry entryOrNull(ElectionName election, BallotPath name) throws IOException {
    ElectionBuffer buffer = elections.get(election);
    return buffer == null ? null : buffer.files().entryOrNull(name);
  }

  /** A copy of the file, or null if no commit here put it. */
  @Nullable StoredFile fileOrNull(ElectionName election, BallotPath name) throws IOException {
    ElectionBuffer buffer = elections.get(election);
    return buffer == null ? null : buffer.files().fileOrNull(name);
  }

  boolean isEmpty() {
    return applied.equals(Meta.Applied.NOTHING);
  }

  /** The last entry of the commits, and the log's time that belongs to it. */
  Meta.Applied applied() {
    return applied;
  }

  /** About as many bytes as saving will write, without the claims that wait. */
  long bytes() {
    return bytes;
  }

  /** Forgets all commits; keeps room for so many bytes of rows. */
  void clear(int keptBytes) {
    elections.clear();
    latestName = null;
    latest = null;
    rows.clear(keptBytes);
    applied = Meta.Applied.NOTHING;
    bytes = 0;
  }
}
