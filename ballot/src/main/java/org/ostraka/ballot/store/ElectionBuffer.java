package org.ostraka.ballot.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.box.WaitingClaim;

/**
 * One election's part of a {@link CommitBuffer}: what its changes add up to. A claim that came and
 * was settled within the buffer leaves its inode and its file, and is never written as waiting.
 */
final class ElectionBuffer {
  private boolean dropped;
  private @Nullable Election row;
  private final List<BallotPath> directories = new ArrayList<>();
  private final BufferedInodes inodes;
  private final BufferedFiles files;
  private final Map<ClaimId, WaitingClaim> waiting = new HashMap<>();
  private final Set<ClaimId> settled = new HashSet<>();

  ElectionBuffer(RowArena rows) {
    this.inodes = new BufferedInodes(rows);
    this.files = new BufferedFiles(rows);
  }

  /** Whether rows from before this buffer are to be removed first. */
  boolean dropped() {
    return dropped;
  }

  /** The election's own row, if it changed. */
  @Nullable Election rowOrNull() {
    return row;
  }

  List<BallotPath> directories() {
    return directories;
  }

  BufferedInodes inodes() {
    return inodes;
  }

  BufferedFiles files() {
    return files;
  }

  /** Claims of this buffer that still wait. */
  Collection<WaitingClaim> waiting() {
    return waiting.values();
  }

  /** Claims of earlier buffers that wait no more. */
  Set<ClaimId> settled() {
    return settled;
  }

  void drop() {
    dropped = true;
    row = null;
    directories.clear();
    inodes.clear();
    files.clear();
    waiting.clear();
    settled.clear();
  }

  void put(Election election) {
    row = election;
  }

  void put(BallotPath directory) {
    directories.add(directory);
  }

  void put(WaitingClaim claim) {
    waiting.put(claim.claim().id(), claim);
  }

  void settle(ClaimId claim) {
    if (waiting.remove(claim) == null) {
      settled.add(claim);
    }
  }
}
