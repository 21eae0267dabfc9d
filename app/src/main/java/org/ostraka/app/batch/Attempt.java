package org.ostraka.app.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotFileSystem;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.FileStat;
import org.ostraka.ballot.FileState;
import org.ostraka.ballot.Refusal;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** The casting of one chunk through one server, which may be tried again and again. */
final class Attempt {
  private final ElectionName election;
  private final BallotFileSystem server;
  private final BatchReport report;

  Attempt(ElectionName election, BallotFileSystem server, BatchReport report) {
    this.election = election;
    this.server = server;
    this.report = report;
  }

  /**
   * Casts the chunk and reports each ballot of which something became.
   *
   * @return the ballots for which the server has no room now: to be tried again
   */
  Chunk cast(Chunk chunk) throws Fault, IOException, InterruptedException {
    List<CastResult> results = server.castAll(election, chunk.ballots());
    List<Chunk.Item> again = new ArrayList<>();
    for (int at = 0; at < results.size(); at++) {
      Chunk.Item item = chunk.items().get(at);
      switch (results.get(at)) {
        case CastResult.Recorded _ -> report.addRecorded();
        case CastResult.Refused(Refusal reason) when reason == Refusal.TOO_MANY_PENDING ->
            again.add(item);
        case CastResult.Refused(Refusal reason) -> refused(item, reason);
      }
    }
    return new Chunk(again);
  }

  /** Whether the server can be reached at all. */
  boolean answers() throws InterruptedException {
    try {
      return server.space(election).blockSize() > 0;
    } catch (Fault | IOException _) {
      return false;
    }
  }

  /** What was refused because of itself is there already: an earlier try recorded it. */
  private void refused(Chunk.Item item, Refusal reason)
      throws Fault, IOException, InterruptedException {
    boolean taken = reason == Refusal.VOTER_ALREADY_USED || reason == Refusal.NAME_TAKEN;
    if (taken && holds(item.ballot())) {
      report.addAlready();
    } else {
      report.addRefused(item.line(), reason);
    }
  }

  private boolean holds(Ballot ballot) throws Fault, IOException, InterruptedException {
    try {
      return server.stat(election, ballot.name())
              instanceof FileStat.Ballot(FileEntry entry, FileState state)
          && state != FileState.INVALID
          && entry.digest().equals(ballot.block().digest());
    } catch (Fault e) {
      if (e.kind() == FaultKind.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }
}
