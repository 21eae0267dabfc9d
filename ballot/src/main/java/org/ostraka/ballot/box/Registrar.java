package org.ostraka.ballot.box;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.VoterId;

/**
 * Decides the administrative entries: registration, phases, directories. An election is seen only
 * when its whole roll is there. Each method returns why it refused, or null.
 */
final class Registrar {
  private final Proceedings proceedings;

  Registrar(Proceedings proceedings) {
    this.proceedings = proceedings;
  }

  @Nullable Refusal start(Entry.RegistrationStarted started) {
    ElectionBox known = proceedings.elections().boxOrNull(started.election());
    if (known != null && isRetry(known, started.attempt())) {
      boolean same = known.election().options().equals(started.options());
      return same ? null : Refusal.REGISTRATION_BROKEN; // null: sent again, what came since stays
    }
    if (known != null && known.election().phase() != Phase.REGISTERING) {
      return Refusal.ELECTION_EXISTS;
    }
    if (known != null) {
      proceedings.emit(new Change.ElectionDropped(started.election()));
    }
    proceedings.emit(
        new Change.ElectionPut(
            new Election(
                started.election(), started.options(), Phase.REGISTERING, started.attempt(), 0)));
    return null;
  }

  private static boolean isRetry(ElectionBox known, long attempt) {
    return known.election().attempt() == attempt;
  }

  @Nullable Refusal register(Entry.VotersRegistered part) {
    ElectionBox box = registeringOrNull(part.election(), part.attempt());
    if (box == null) {
      return Refusal.REGISTRATION_BROKEN;
    }
    if (stands(box.roll(), part)) {
      return null; // sent again
    }
    if (part.first() != box.roll().size() + 1) {
      return Refusal.REGISTRATION_BROKEN;
    }
    return addAll(box, part);
  }

  /** Whether exactly this part of the roll is registered already. */
  private static boolean stands(Roll roll, Entry.VotersRegistered part) {
    if (part.first() < 1 || part.first() - 1L + part.voters().size() > roll.size()) {
      return false;
    }
    int inode = part.first();
    for (VoterId voter : part.voters()) {
      if (!roll.matches(new InodeNumber(inode++), voter)) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Refusal addAll(ElectionBox box, Entry.VotersRegistered part) {
    Set<VoterId> seen = new HashSet<>();
    for (VoterId voter : part.voters()) {
      if (!seen.add(voter) || box.roll().inodeOrNull(voter) != null) {
        return Refusal.VOTER_TWICE;
      }
    }
    int inode = part.first();
    for (VoterId voter : part.voters()) {
      InodeNumber number = new InodeNumber(inode++);
      proceedings.emit(
          new Change.InodePut(part.election(), number, voter, new InodeState.Pending()));
    }
    proceedings.emit(new Change.ElectionPut(box.election().withVoters(box.roll().size())));
    return null;
  }

  @Nullable Refusal complete(Entry.RegistrationCompleted completed) {
    ElectionBox box = proceedings.elections().boxOrNull(completed.election());
    if (box == null || !isRetry(box, completed.attempt())) {
      return Refusal.REGISTRATION_BROKEN;
    }
    if (box.election().phase() != Phase.REGISTERING) {
      return null; // sent again
    }
    if (box.roll().size() != completed.voters()) {
      return Refusal.REGISTRATION_BROKEN;
    }
    proceedings.emit(new Change.ElectionPut(box.election().withPhase(Phase.REGISTERED)));
    return null;
  }

  @Nullable Refusal abandon(Entry.RegistrationAbandoned abandoned) {
    if (proceedings.elections().boxOrNull(abandoned.election()) == null) {
      return null; // sent again, or it never began
    }
    if (registeringOrNull(abandoned.election(), abandoned.attempt()) == null) {
      return Refusal.REGISTRATION_BROKEN;
    }
    proceedings.emit(new Change.ElectionDropped(abandoned.election()));
    return null;
  }

  private @Nullable ElectionBox registeringOrNull(ElectionName name, long attempt) {
    ElectionBox box = proceedings.elections().boxOrNull(name);
    boolean goesOn =
        box != null && box.election().phase() == Phase.REGISTERING && isRetry(box, attempt);
    return goesOn ? box : null;
  }

  @Nullable Refusal move(ElectionName name, Phase from, Phase to) {
    ElectionBox box = proceedings.elections().visibleOrNull(name);
    if (box == null) {
      return Refusal.ELECTION_UNKNOWN;
    }
    Phase phase = box.election().phase();
    if (phase == to) {
      return null;
    }
    if (phase != from) {
      return phase == Phase.CLOSED ? Refusal.CLOSED : Refusal.WRONG_PHASE;
    }
    proceedings.emit(new Change.ElectionPut(box.election().withPhase(to)));
    return null;
  }

  @Nullable Refusal makeDirectory(Entry.DirectoryMade made) {
    ElectionBox box = proceedings.elections().visibleOrNull(made.election());
    if (box == null) {
      return Refusal.ELECTION_UNKNOWN;
    }
    if (!box.holdsDirectory(made.path().parent())) {
      return Refusal.NO_DIRECTORY;
    }
    if (proceedings.isTaken(box, made.path())) {
      return Refusal.NAME_TAKEN;
    }
    proceedings.emit(new Change.DirectoryPut(made.election(), made.path()));
    return null;
  }
}
