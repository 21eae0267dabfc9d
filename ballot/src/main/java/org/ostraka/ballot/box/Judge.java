package org.ostraka.ballot.box;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Standing;

/** Decides claims: which wait, which are refused, and which of a voter's claims becomes valid. */
final class Judge {
  private final Proceedings proceedings;

  Judge(Proceedings proceedings) {
    this.proceedings = proceedings;
  }

  void claim(Claim claim) {
    ElectionBox box = proceedings.elections().visibleOrNull(claim.election());
    if (box == null) {
      proceedings.settle(claim.id(), new Standing.Invalid(Refusal.ELECTION_UNKNOWN));
      return;
    }
    switch (box.standing(claim)) {
      case Standing.Unknown() -> judgeNew(box, claim);
      case Standing.Waiting() -> {}
      case Standing.Valid valid -> proceedings.settle(claim.id(), valid);
      case Standing.Invalid invalid -> proceedings.settle(claim.id(), invalid);
    }
  }

  private void judgeNew(ElectionBox box, Claim claim) {
    Refusal refusal = refusalOrNull(box, claim);
    if (refusal != null) {
      proceedings.settle(claim.id(), new Standing.Invalid(refusal));
    } else {
      proceedings.emit(new Change.WaitingPut(dated(box, claim)));
    }
  }

  private static @Nullable Refusal refusalOrNull(ElectionBox box, Claim claim) {
    Election election = box.election();
    if (!election.takesClaims()) {
      return election.phase() == Phase.CLOSED ? Refusal.CLOSED : Refusal.NOT_OPEN;
    }
    if (!box.roll().matches(claim.inode(), claim.voter())) {
      return Refusal.VOTER_UNREGISTERED;
    }
    if (claim.name().isRoot() || !box.holdsDirectory(claim.name().parent())) {
      return Refusal.NO_DIRECTORY;
    }
    if (!claim.name().leavesRoom()) {
      return Refusal.NAME_TOO_LONG;
    }
    return claim.block().size() > election.options().blockSize() ? Refusal.BLOCK_TOO_LARGE : null;
  }

  /** A date too far from the leader's clock is no evidence: the claim is dated by its arrival. */
  private WaitingClaim dated(ElectionBox box, Claim claim) {
    ElectionOptions options = box.election().options();
    Duration off = Duration.between(claim.created(), proceedings.elections().logTime()).abs();
    Instant date =
        off.compareTo(options.allowedSkew()) > 0
            ? proceedings.elections().logTime()
            : claim.created();
    List<WaitingClaim> rivals = box.waiting(claim.inode());
    Instant settleAt =
        rivals.isEmpty()
            ? proceedings.elections().logTime().plus(options.settlingWindow())
            : rivals.getFirst().settleAt();
    return new WaitingClaim(claim, date, settleAt);
  }

  /** Decides every voter whose window has ended in the log's time. */
  void settleDue() {
    Instant now = proceedings.elections().logTime();
    for (ElectionBox box : proceedings.elections().boxes()) {
      InodeNumber due = box.dueOrNull(now);
      while (due != null) {
        settle(box, due);
        due = box.dueOrNull(now);
      }
    }
  }

  /** Decides every voter of an election that takes no more claims. */
  void settleAll(ElectionBox box) {
    while (box.nextToSettle().isPresent()) {
      box.nextToSettle().ifPresent(inode -> settle(box, inode));
    }
  }

  private void settle(ElectionBox box, InodeNumber inode) {
    List<WaitingClaim> rivals = new ArrayList<>(box.waiting(inode));
    if (rivals.size() > 1) {
      rivals.sort(WaitingClaim.OLDEST_FIRST);
    }
    Claim winner = rivals.getFirst().claim();
    for (WaitingClaim rival : rivals) {
      proceedings.emit(new Change.WaitingRemoved(winner.election(), inode, rival.claim().id()));
    }
    makeValid(box, winner);
    for (WaitingClaim loser : rivals.subList(1, rivals.size())) {
      proceedings.settle(loser.claim().id(), new Standing.Invalid(Refusal.VOTER_ALREADY_USED));
    }
  }

  private void makeValid(ElectionBox box, Claim claim) {
    BallotPath name = freeName(box, claim);
    Instant hour = proceedings.elections().logTime().truncatedTo(ChronoUnit.HOURS);
    InodeState state = new InodeState.Valid(claim.id(), proceedings.index());
    proceedings.emit(new Change.InodePut(claim.election(), claim.inode(), claim.voter(), state));
    proceedings.emit(
        new Change.FilePut(claim.election(), name, claim.digest(), hour, claim.block()));
    proceedings.settle(claim.id(), new Standing.Valid(proceedings.index()));
  }

  /**
   * Two servers may have given one name to two voters at the same time. Neither vote may be lost
   * for that: the later file gets a suffix, for which {@link BallotPath} keeps room.
   */
  private BallotPath freeName(ElectionBox box, Claim claim) {
    BallotPath name = claim.name();
    for (int attempt = 2; proceedings.isTaken(box, name); attempt++) {
      name = new BallotPath(claim.name() + "~" + attempt);
    }
    return name;
  }
}
