package org.ostraka.ballot.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
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
  private final BlockArena blocks = new BlockArena();
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
      case Change.InodePut put -> of(put.election()).put(put);
      case Change.FilePut put -> add(put);
      case Change.WaitingPut put -> of(put.waiting().claim().election()).put(put.waiting());
      case Change.WaitingRemoved removed -> of(removed.election()).settle(removed.claim());
    }
  }

  private void add(Change.FilePut put) {
    Block block = put.block();
    bytes += block.size();
    long place = blocks.add(block);
    of(put.election())
        .put(new BufferedFile(put.name(), put.digest(), block.size(), put.hour(), place));
  }

  private ElectionBuffer of(ElectionName election) {
    return elections.computeIfAbsent(election, name -> new ElectionBuffer());
  }

  /** The elections that have changes, by name. */
  Map<ElectionName, ElectionBuffer> elections() {
    return elections;
  }

  /** A file's block, as a view that is good until {@link #clear}. */
  ByteBuffer block(BufferedFile file) {
    return blocks.at(file.place(), file.size());
  }

  private @Nullable BufferedFile bufferedOrNull(ElectionName election, BallotPath name) {
    ElectionBuffer buffer = elections.get(election);
    return buffer == null ? null : buffer.fileOrNull(name);
  }

  /** What lists show of the file, or null if no commit here put it. */
  @Nullable FileEntry entryOrNull(ElectionName election, BallotPath name) {
    BufferedFile file = bufferedOrNull(election, name);
    return file == null ? null : file.entry();
  }

  /** A copy of the file, or null if no commit here put it. */
  @Nullable StoredFile fileOrNull(ElectionName election, BallotPath name) {
    BufferedFile file = bufferedOrNull(election, name);
    return file == null
        ? null
        : new StoredFile(file.entry(), Block.readFrom(block(file), file.size()));
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

  /** Forgets all commits; keeps room for so many bytes of blocks. */
  void clear(int keptBytes) {
    elections.clear();
    blocks.clear(keptBytes);
    applied = Meta.Applied.NOTHING;
    bytes = 0;
  }
}
