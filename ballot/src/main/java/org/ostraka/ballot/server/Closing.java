package org.ostraka.ballot.server;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * Closes an election without losing a recorded ballot: first no server accepts new ones, then every
 * server gets its pending ones decided, and only then the log is closed.
 */
public final class Closing {
  private static final Duration POLL = Duration.ofMillis(50);

  private final Administration administration;
  private final BallotServer server;
  private final Peers peers;

  public Closing(Administration administration, BallotServer server, Peers peers) {
    this.administration = administration;
    this.server = server;
    this.peers = peers;
  }

  /**
   * Closes the election.
   *
   * @param patience how long servers may take to have their pending ballots decided
   * @param force closes although servers are missing: what they alone recorded will not count
   * @throws Fault {@code ballots-may-be-pending} names the servers that are not ready; the election
   *     then accepts no ballots and the same call may be repeated
   */
  public LogIndex close(ElectionName election, Duration patience, boolean force)
      throws Fault, IOException, InterruptedException {
    if (server.status(election).election().phase() != Phase.CLOSED) {
      LogIndex closing = administration.beginClosing(election);
      List<ServerId> missing = awaitDecided(election, closing, patience);
      if (!missing.isEmpty() && !force) {
        throw notReady(election, missing);
      }
    }
    LogIndex closed = administration.close(election);
    awaitApplied(election, closed, patience);
    return closed;
  }

  /** Whoever counts next asks every server: those that answer shall know that it is closed. */
  private void awaitApplied(ElectionName election, LogIndex closed, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (ServerId peer : peers.all()) {
      while (lags(peer, election, closed) && System.nanoTime() < deadline) {
        Thread.sleep(POLL);
      }
    }
  }

  private boolean lags(ServerId peer, ElectionName election, LogIndex closed)
      throws InterruptedException {
    try {
      return peers.status(peer, election).applied().compareTo(closed) < 0;
    } catch (Fault | IOException e) {
      return false;
    }
  }

  private static Fault notReady(ElectionName election, List<ServerId> missing) {
    return new Fault(
        FaultKind.UNAVAILABLE,
        "ballots-may-be-pending",
        "%s takes no more ballots, but is not closed: %s may hold recorded ballots that are not decided; start them and close again, or close with --force and lose those ballots"
            .formatted(election, missing));
  }

  private List<ServerId> awaitDecided(ElectionName election, LogIndex closing, Duration patience)
      throws Fault, IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    List<ServerId> missing = notDecided(election, closing);
    while (!missing.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(POLL);
      missing = notDecided(election, closing);
    }
    return missing;
  }

  private List<ServerId> notDecided(ElectionName election, LogIndex closing)
      throws Fault, IOException, InterruptedException {
    List<ServerId> missing = new ArrayList<>();
    if (!isDecided(server.status(election), closing)) {
      missing.add(server.id());
    }
    for (ServerId peer : peers.all()) {
      if (!isDecided(peer, election, closing)) {
        missing.add(peer);
      }
    }
    return missing;
  }

  private boolean isDecided(ServerId peer, ElectionName election, LogIndex closing)
      throws InterruptedException {
    try {
      return isDecided(peers.status(peer, election), closing);
    } catch (Fault | IOException e) {
      return false;
    }
  }

  /**
   * A server that has applied the closing records nothing new; then only its pending ones matter.
   */
  static boolean isDecided(ElectionStatus status, LogIndex closing) {
    return status.applied().compareTo(closing) >= 0 && status.pending() == 0;
  }
}
