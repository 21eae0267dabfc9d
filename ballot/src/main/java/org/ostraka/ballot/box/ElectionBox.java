package org.ostraka.ballot.box;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.Tally;

/**
 * One election inside the ballot box: its row, roll, directories and the claims that wait. It only
 * absorbs changes; {@link BallotBox} decides them.
 */
final class ElectionBox {
  private Election election;
  private final Roll roll = new Roll();
  private final Set<BallotPath> directories = new HashSet<>();

  /** Waiting claims by voter: never an empty list, all with the settling time of the first. */
  private final Map<InodeNumber, List<WaitingClaim>> waiting = new HashMap<>();

  private final SettlingQueue settling = new SettlingQueue();

  private int waitingClaims;

  ElectionBox(Election election) {
    this.election = election;
  }

  Election election() {
    return election;
  }

  Roll roll() {
    return roll;
  }

  boolean holdsDirectory(BallotPath path) {
    return path.isRoot() || directories.contains(path);
  }

  Set<BallotPath> directories() {
    return Set.copyOf(directories);
  }

  Tally tally() {
    return new Tally(roll.size(), roll.valid(), waitingClaims);
  }

  /** Where a claim stands; a decided one is told from the voter's inode. */
  Standing standing(Claim claim) {
    if (!roll.matches(claim.inode(), claim.voter())) {
      return new Standing.Unknown();
    }
    if (roll.isValid(claim.inode())
        && roll.state(claim.inode()) instanceof InodeState.Valid valid) {
      return valid.winner().equals(claim.id())
          ? new Standing.Valid(valid.index())
          : new Standing.Invalid(Refusal.VOTER_ALREADY_USED);
    }
    return isWaiting(claim) ? new Standing.Waiting() : new Standing.Unknown();
  }

  private boolean isWaiting(Claim claim) {
    for (WaitingClaim held : waiting(claim.inode())) {
      if (held.claim().id().equals(claim.id())) {
        return true;
      }
    }
    return false;
  }

  List<WaitingClaim> waiting(InodeNumber inode) {
    return waiting.getOrDefault(inode, List.of());
  }

  /** When the next voter's claims are to be decided. */
  Optional<Instant> nextSettling() {
    return Optional.ofNullable(settling.firstTimeOrNull());
  }

  /** The next voter whose window has ended at {@code now}, or null. */
  @Nullable InodeNumber dueOrNull(Instant now) {
    Instant next = settling.firstTimeOrNull();
    return next == null || next.isAfter(now) ? null : settling.firstOrNull();
  }

  /** The voter whose claims are to be decided first, if any waits. */
  Optional<InodeNumber> nextToSettle() {
    return Optional.ofNullable(settling.firstOrNull());
  }

  void absorb(Change.ElectionPut put) {
    election = put.election();
  }

  void absorb(Change.DirectoryPut put) {
    directories.add(put.path());
  }

  void absorb(Change.InodePut put) {
    if (put.inode().value() > roll.size()) {
      requireNext(put.inode());
      roll.add(put.voter());
    }
    if (put.state() instanceof InodeState.Valid valid) {
      roll.markValid(put.inode(), valid);
    }
  }

  /** A missing row would give every later voter the inode of another. */
  private void requireNext(InodeNumber inode) {
    if (inode.value() != roll.size() + 1) {
      throw new IllegalStateException(
          "election %s: inode %s follows inode %d: a row between them is missing"
              .formatted(election.name(), inode, roll.size()));
    }
  }

  void absorb(Change.WaitingPut put) {
    InodeNumber inode = put.waiting().claim().inode();
    List<WaitingClaim> claims = waiting.get(inode);
    if (claims == null) {
      claims = new ArrayList<>(1);
      waiting.put(inode, claims);
      settling.add(put.waiting().settleAt(), inode);
    }
    claims.add(put.waiting());
    waitingClaims++;
  }

  void absorb(Change.WaitingRemoved removed) {
    InodeNumber inode = removed.inode();
    List<WaitingClaim> claims = waiting.get(inode);
    if (claims == null) {
      throw new IllegalStateException("no waiting claim " + removed.claim());
    }
    Instant settleAt = claims.getFirst().settleAt();
    if (!claims.removeIf(held -> held.claim().id().equals(removed.claim()))) {
      throw new IllegalStateException("no waiting claim " + removed.claim());
    }
    waitingClaims--;
    if (claims.isEmpty()) {
      waiting.remove(inode);
      settling.remove(settleAt, inode);
    }
  }
}
