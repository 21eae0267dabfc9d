package org.ostraka.ballot.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.box.Change;
import org.ostraka.ballot.box.WaitingClaim;

/**
 * One election's part of a {@link CommitBuffer}: what its changes add up to. A claim that came and
 * was settled within the buffer leaves its inode and its file, and is never written as waiting.
 */
final class ElectionBuffer {
  private boolean dropped;
  private @Nullable Election row;
  private final List<BallotPath> directories = new ArrayList<>();
  private final Map<InodeNumber, Change.InodePut> inodes = new HashMap<>();
  private final Map<BallotPath, Change.FilePut> files = new HashMap<>();
  private final Map<ClaimId, WaitingClaim> waiting = new HashMap<>();
  private final Map<ClaimId, InodeNumber> settled = new HashMap<>();

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

  /** Inodes by number. */
  List<Change.InodePut> inodes() {
    List<Change.InodePut> sorted = new ArrayList<>(inodes.values());
    sorted.sort((one, other) -> one.inode().compareTo(other.inode()));
    return sorted;
  }

  /** Files by name: the order of their arrival is nobody's business. */
  List<Change.FilePut> files() {
    List<Change.FilePut> sorted = new ArrayList<>(files.values());
    sorted.sort((one, other) -> one.name().compareTo(other.name()));
    return sorted;
  }

  Collection<WaitingClaim> waiting() {
    return waiting.values();
  }

  /** Claims of earlier buffers that wait no more. */
  Map<ClaimId, InodeNumber> settled() {
    return settled;
  }

  Change.@Nullable FilePut fileOrNull(BallotPath name) {
    return files.get(name);
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

  void put(Change.InodePut inode) {
    inodes.put(inode.inode(), inode);
  }

  void put(Change.FilePut file) {
    files.put(file.name(), file);
  }

  void put(WaitingClaim claim) {
    waiting.put(claim.claim().id(), claim);
  }

  /** Returns the claim if it waited in this buffer, else null. */
  @Nullable WaitingClaim settle(InodeNumber inode, ClaimId claim) {
    WaitingClaim waited = waiting.remove(claim);
    if (waited == null) {
      settled.put(claim, inode);
    }
    return waited;
  }
}
