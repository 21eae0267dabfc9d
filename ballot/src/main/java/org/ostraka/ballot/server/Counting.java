package org.ostraka.ballot.server;

import java.io.IOException;
import java.util.OptionalInt;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.Refusal;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** Counts the valid ballots of a closed election, and refuses when they do not add up. */
public final class Counting {
  private final BallotServer server;

  public Counting(BallotServer server) {
    this.server = server;
  }

  /**
   * Reads every valid ballot once, holds it against its digest, and groups.
   *
   * @param field the field of the ballot, a CSV record, to group by, from 1 on; the whole content
   *     when empty
   * @throws Fault {@code not-closed}; {@code damaged} names a ballot; {@code attendance-differs}
   *     says both numbers
   */
  public Count count(ElectionName election, OptionalInt field) throws Fault, IOException {
    long attendance = attendance(election);
    Counted counted = new Counted(field);
    server.tables().replica().store().forEachFile(election, counted::add);
    if (counted.damaged().isPresent()) {
      throw Refusal.DAMAGED.fault(counted.damaged().get());
    }
    if (counted.ballots() != attendance) {
      throw differs(election, attendance, counted.ballots());
    }
    return counted.count(election, attendance);
  }

  /** Number of voters whose inode is valid; the election is closed. */
  private long attendance(ElectionName election) throws Fault, IOException {
    ElectionStatus status = server.status(election);
    requireClosed(status);
    return status.tally().valid();
  }

  static void requireClosed(ElectionStatus status) throws Fault {
    if (status.election().phase() != Phase.CLOSED) {
      throw Refusal.NOT_CLOSED.fault(status.election().name());
    }
  }

  private static Fault differs(ElectionName election, long attendance, long ballots) {
    return new Fault(
        FaultKind.CORRUPT,
        "attendance-differs",
        "%s is not counted: %,d voters are marked as having voted and %,d valid ballots are here; run fsck --repair on this server, or count on another one"
            .formatted(election, attendance, ballots));
  }
}
