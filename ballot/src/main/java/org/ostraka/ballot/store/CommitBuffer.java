package org.ostraka.ballot.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.box.Change;
import org.ostraka.ballot.box.WaitingClaim;

/** Consecutive commits that are not saved yet, as what they add up to. */
final class CommitBuffer {

  /** About what a row takes beside its block. */
  private static final int ROW_BYTES = 200;

  private final Map<ElectionName, ElectionBuffer> elections = new TreeMap<>();
  private LogIndex applied = LogIndex.NONE;
  private Instant logTime = Instant.EPOCH;
  private long bytes;

  /** Adds the next commit. */
  void add(LogIndex index, Instant time, List<Change> changes) {
    changes.forEach(this::add);
    applied = index;
    logTime = time;
  }

  private void add(Change change) {
    switch (change) {
      case Change.ElectionPut put -> of(put.election().name(), 0).put(put.election());
      case Change.ElectionDropped dropped -> of(dropped.election(), 0).drop();
      case Change.DirectoryPut put -> of(put.election(), 0).put(put.path());
      case Change.InodePut put -> of(put.election(), 0).put(put);
      case Change.FilePut put -> of(put.election(), put.block().size()).put(put);
      case Change.WaitingPut put -> add(put.waiting());
      case Change.WaitingRemoved removed -> remove(removed);
    }
  }

  private void add(WaitingClaim waiting) {
    of(waiting.claim().election(), waiting.claim().block().size()).put(waiting);
  }

  private void remove(Change.WaitingRemoved removed) {
    WaitingClaim waited = of(removed.election(), 0).settle(removed.inode(), removed.claim());
    if (waited != null) {
      Block block = waited.claim().block();
      bytes -= block.size() + 2 * ROW_BYTES;
    }
  }

  private ElectionBuffer of(ElectionName election, int blockBytes) {
    bytes += ROW_BYTES + blockBytes;
    return elections.computeIfAbsent(election, name -> new ElectionBuffer());
  }

  /** The elections that have changes, by name. */
  Map<ElectionName, ElectionBuffer> elections() {
    return elections;
  }

  Change.@Nullable FilePut fileOrNull(ElectionName election, BallotPath name) {
    ElectionBuffer buffer = elections.get(election);
    return buffer == null ? null : buffer.fileOrNull(name);
  }

  /** Whether rows of the election from before this buffer are to be removed. */
  boolean drops(ElectionName election) {
    ElectionBuffer buffer = elections.get(election);
    return buffer != null && buffer.dropped();
  }

  boolean isEmpty() {
    return applied.equals(LogIndex.NONE);
  }

  /** The last entry of the commits. */
  LogIndex applied() {
    return applied;
  }

  Instant logTime() {
    return logTime;
  }

  /** About as many bytes as saving will write. */
  long bytes() {
    return bytes;
  }
}
