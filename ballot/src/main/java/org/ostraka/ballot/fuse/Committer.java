package org.ostraka.ballot.fuse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.Written;
import org.ostraka.base.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the ballots of many files with one wait for the disk: what comes while one batch is on
 * its way makes the next.
 */
final class Committer implements Recorder {
  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

  /** One waits for the disk while the other prepares and answers. */
  private static final int THREADS = 2;

  private static final long END_MILLIS = 5_000;

  private final BatchClosing ballots;
  private final List<Thread> threads = new ArrayList<>();

  // Both guarded by this.
  private List<Waiting> waiting = new ArrayList<>();
  private boolean closed;

  private record Waiting(Written file, Outcome outcome) {}

  Committer(BatchClosing ballots) {
    this.ballots = ballots;
    for (int at = 0; at < THREADS; at++) {
      threads.add(Thread.ofPlatform().name("ballot-commit-" + at).daemon().start(this::run));
    }
  }

  @Override
  public synchronized void record(Reservation reservation, Block block, Outcome outcome) {
    waiting.add(new Waiting(new Written(reservation, block), outcome));
    notify();
  }

  /** Nobody interrupts it: that would close the file that is being written. */
  private void run() {
    try {
      List<Waiting> batch = next();
      while (!batch.isEmpty()) {
        commit(batch);
        batch = next();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** All that wait, as soon as there is something; nothing at the end. */
  private synchronized List<Waiting> next() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    List<Waiting> batch = waiting;
    waiting = new ArrayList<>();
    return batch;
  }

  private void commit(List<Waiting> batch) throws InterruptedException {
    List<CastResult> results;
    try {
      results = ballots.closeAll(batch.stream().map(Waiting::file).toList());
    } catch (Fault | IOException | RuntimeException e) {
      batch.forEach(it -> tell(it.outcome(), e));
      return;
    }
    for (int at = 0; at < batch.size(); at++) {
      Waiting it = batch.get(at);
      tell(it.outcome(), failureOrNull(it, results.get(at)));
    }
  }

  /** Whatever becomes of one answer, the others are given. */
  private static void tell(Outcome outcome, @Nullable Exception failure) {
    try {
      outcome.is(failure);
    } catch (RuntimeException e) {
      LOG.error("the end of a close could not be told", e);
    }
  }

  private static @Nullable Exception failureOrNull(Waiting waiting, CastResult result) {
    return switch (result) {
      case CastResult.Recorded _ -> null;
      case CastResult.Refused(var reason) -> reason.fault(waiting.file().reservation().name());
    };
  }

  /** Records what waits, and nothing that comes later; false if that takes too long. */
  boolean hasEnded() throws InterruptedException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    for (Thread thread : threads) {
      thread.join(END_MILLIS);
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }
}
