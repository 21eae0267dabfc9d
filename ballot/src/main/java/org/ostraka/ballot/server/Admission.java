package org.ostraka.ballot.server;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.box.BallotBox;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.InodeState;

/** Says whether a ballot may be created here, by what this server knows now. */
final class Admission {
  private final BallotReplica replica;
  private final InvalidFiles invalid;

  /** The answer: an inode to use, or the rule that refuses. */
  sealed interface Verdict {
    record Admitted(InodeNumber inode, int blockSize) implements Verdict {}

    record Refused(Refusal reason) implements Verdict {}
  }

  Admission(BallotReplica replica, InvalidFiles invalid) {
    this.replica = replica;
    this.invalid = invalid;
  }

  Verdict judge(ElectionName election, BallotPath name, VoterId voter) throws IOException {
    Verdict verdict = replica.ask(box -> judge(box, election, name, voter));
    if (verdict instanceof Verdict.Admitted && isTaken(election, name)) {
      return new Verdict.Refused(Refusal.NAME_TAKEN);
    }
    return verdict;
  }

  private boolean isTaken(ElectionName election, BallotPath name) throws IOException {
    return replica.store().holds(election, name) || invalid.holds(election, name);
  }

  /** Why no file of the election may be recorded now, or null. */
  @Nullable Refusal refusalOrNull(ElectionName name) {
    return replica.ask(box -> box.election(name)).map(Admission::phaseRefusalOrNull).orElse(null);
  }

  private static @Nullable Refusal phaseRefusalOrNull(Election election) {
    return switch (election.phase()) {
      case REGISTERING, REGISTERED -> Refusal.NOT_OPEN;
      case OPEN -> null;
      case CLOSING, CLOSED -> Refusal.CLOSED;
    };
  }

  private static Verdict judge(BallotBox box, ElectionName name, BallotPath file, VoterId voter) {
    Election election = box.election(name).orElse(null);
    if (election == null) {
      return new Verdict.Refused(Refusal.ELECTION_UNKNOWN);
    }
    Refusal refusal = refusalOrNull(box, election, file);
    if (refusal != null) {
      return new Verdict.Refused(refusal);
    }
    return box.inode(name, voter)
        .map(inode -> judge(box, election, inode))
        .orElse(new Verdict.Refused(Refusal.VOTER_UNREGISTERED));
  }

  private static @Nullable Refusal refusalOrNull(
      BallotBox box, Election election, BallotPath file) {
    Refusal phase = phaseRefusalOrNull(election);
    if (phase != null) {
      return phase;
    }
    if (file.isRoot() || box.holdsDirectory(election.name(), file)) {
      return Refusal.NAME_TAKEN;
    }
    if (!file.leavesRoom()) {
      return Refusal.NAME_TOO_LONG;
    }
    return box.holdsDirectory(election.name(), file.parent()) ? null : Refusal.NO_DIRECTORY;
  }

  private static Verdict judge(BallotBox box, Election election, InodeNumber inode) {
    return box.inodeState(election.name(), inode) instanceof InodeState.Valid
        ? new Verdict.Refused(Refusal.VOTER_ALREADY_USED)
        : new Verdict.Admitted(inode, election.options().blockSize());
  }
}
