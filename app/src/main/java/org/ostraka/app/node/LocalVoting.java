package org.ostraka.app.node;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileStat;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.Space;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.VoterStanding;
import org.ostraka.ballot.Written;
import org.ostraka.ballot.fuse.BatchClosing;
import org.ostraka.ballot.server.BallotServer;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * The ballot file system of this process's own server, for the mounts that it holds: refuses while
 * the server catches up with the others, and from {@link #close} on.
 */
final class LocalVoting implements BatchClosing, Closeable {

  private final BallotServer server;

  /** Calls hold it for reading; the end, which lets those under way end, for writing. */
  private final ReadWriteLock underWay = new ReentrantReadWriteLock();

  // Guarded by underWay.
  private boolean over;

  LocalVoting(BallotServer server) {
    this.server = server;
  }

  /** Something to ask the server. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws Fault, IOException, InterruptedException;
  }

  private <T> T ask(Question<T> question) throws Fault, IOException, InterruptedException {
    underWay.readLock().lock();
    try {
      if (over || !server.isCurrent()) {
        throw notServing();
      }
      return question.ask();
    } finally {
      underWay.readLock().unlock();
    }
  }

  private Fault notServing() {
    return over
        ? new Fault(FaultKind.UNAVAILABLE, "stopping", "server " + server.id() + " is stopping")
        : new Fault(
            FaultKind.UNAVAILABLE,
            "catching-up",
            "server %s has started and is catching up with the others: wait, or ask another one"
                .formatted(server.id()));
  }

  @Override
  public Reservation create(ElectionName election, BallotPath name, VoterId voter)
      throws Fault, IOException, InterruptedException {
    return ask(() -> server.create(election, name, voter));
  }

  @Override
  public Receipt close(Reservation reservation, Block block)
      throws Fault, IOException, InterruptedException {
    return ask(() -> server.close(reservation, block));
  }

  @Override
  public List<CastResult> closeAll(List<Written> files)
      throws Fault, IOException, InterruptedException {
    return ask(() -> server.closeAll(files));
  }

  @Override
  public void abandon(Reservation reservation) {
    // Only memory is touched: right at any time.
    server.abandon(reservation);
  }

  @Override
  public List<CastResult> castAll(ElectionName election, List<Ballot> ballots)
      throws Fault, IOException, InterruptedException {
    return ask(() -> server.castAll(election, ballots));
  }

  @Override
  public Standing await(ElectionName election, ClaimId claim, Duration atMost)
      throws Fault, IOException, InterruptedException {
    return ask(() -> server.await(election, claim, atMost));
  }

  @Override
  public StoredFile read(ElectionName election, BallotPath name)
      throws Fault, IOException, InterruptedException {
    return ask(() -> server.read(election, name));
  }

  @Override
  public FileStat stat(ElectionName election, BallotPath name)
      throws Fault, IOException, InterruptedException {
    return ask(() -> server.stat(election, name));
  }

  @Override
  public List<FileStat> list(
      ElectionName election, BallotPath directory, BallotPath after, int limit)
      throws Fault, IOException, InterruptedException {
    return ask(() -> server.list(election, directory, after, limit));
  }

  @Override
  public void makeDirectory(ElectionName election, BallotPath path) throws Fault {
    server.makeDirectory(election, path);
  }

  @Override
  public Space space(ElectionName election) throws Fault, IOException, InterruptedException {
    return ask(() -> server.space(election));
  }

  @Override
  public VoterStanding standing(ElectionName election, VoterId voter)
      throws Fault, IOException, InterruptedException {
    return ask(() -> server.standing(election, voter));
  }

  /** Lets the calls under way end, and refuses those that come. */
  @Override
  public void close() {
    underWay.writeLock().lock();
    try {
      over = true;
    } finally {
      underWay.writeLock().unlock();
    }
  }
}
