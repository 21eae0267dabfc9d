package org.ostraka.ballot.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.box.Entry;
import org.ostraka.base.Fault;

/** What operators do: register, open and close elections, make directories; all through the log. */
public final class Administration {
  private static final int VOTERS_PER_ENTRY = 20_000;

  private final BallotServer server;
  private final BallotLog log;
  private final Environment around;

  public Administration(BallotServer server, BallotLog log, Environment around) {
    this.server = server;
    this.log = log;
    this.around = around;
  }

  /**
   * Registers an election with its whole roll: nobody sees it before the last voter is in the log,
   * and a failed registration leaves nothing.
   *
   * @param progress is told how many voters are registered
   */
  public LogIndex register(
      ElectionName election, ElectionOptions options, List<VoterId> roll, IntConsumer progress)
      throws Fault, IOException, InterruptedException {
    long attempt = around.random().nextLong();
    append(election, new Entry.RegistrationStarted(election, attempt, options));
    try {
      for (int from = 0; from < roll.size(); from += VOTERS_PER_ENTRY) {
        List<VoterId> part = roll.subList(from, Math.min(roll.size(), from + VOTERS_PER_ENTRY));
        append(election, new Entry.VotersRegistered(election, attempt, from + 1, part));
        progress.accept(from + part.size());
      }
      return append(election, new Entry.RegistrationCompleted(election, attempt, roll.size()));
    } catch (Fault | IOException | InterruptedException e) {
      abandon(election, attempt, e);
      throw e;
    }
  }

  /** At worst the half registration stays, unseen, until the next attempt forgets it. */
  private void abandon(ElectionName election, long attempt, Exception cause)
      throws InterruptedException {
    try {
      log.append(new Entry.RegistrationAbandoned(election, attempt));
    } catch (Fault | IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Voting begins, on every server as soon as it has applied the index that this returns. */
  public LogIndex open(ElectionName election) throws Fault, IOException, InterruptedException {
    return append(election, new Entry.ElectionOpened(election));
  }

  /** No new ballots from here on; recorded ones are still validated. */
  public LogIndex beginClosing(ElectionName election)
      throws Fault, IOException, InterruptedException {
    return append(election, new Entry.ElectionClosing(election));
  }

  /** Ends an election that is closing: what waits is settled, later claims are refused. */
  public LogIndex close(ElectionName election) throws Fault, IOException, InterruptedException {
    return append(election, new Entry.ElectionClosed(election));
  }

  /** Makes a directory for ballots. */
  public LogIndex makeDirectory(ElectionName election, BallotPath path)
      throws Fault, IOException, InterruptedException {
    return append(path, new Entry.DirectoryMade(election, path));
  }

  /** Appends, and waits until this server sees the effect too. */
  private LogIndex append(Object subject, Entry entry)
      throws Fault, IOException, InterruptedException {
    BallotLog.Appended appended = log.append(entry);
    if (appended.refusal().isPresent()) {
      Refusal refusal = appended.refusal().get();
      throw refusal.fault(subject);
    }
    server.tables().replica().awaitApplied(appended.index(), Duration.ofSeconds(10));
    return appended.index();
  }
}
