package org.ostraka.ballot.server;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.box.BallotBox;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.Entry;
import org.ostraka.base.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that drive a server's reconciler: one that runs it every period, and one that, while
 * this server leads, appends a tick when a settling window ends and no entry has done so.
 */
public final class ReconcilerDaemon implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcilerDaemon.class);
  private static final int RUNS_PER_SWEEP = 25;
  private static final Duration APPLYING = Duration.ofSeconds(5);

  private final BallotServer server;
  private final BallotLog log;
  private final InstantSource clock;
  private final Duration period;
  private final List<Thread> threads;
  private boolean reachable = true;

  private ReconcilerDaemon(
      BallotServer server, BallotLog log, InstantSource clock, Duration period) {
    this.server = server;
    this.log = log;
    this.clock = clock;
    this.period = period;
    this.threads =
        List.of(
            Thread.ofVirtual().name("reconciler").unstarted(this::reconcileForEver),
            Thread.ofVirtual().name("settler").unstarted(this::settleForEver));
  }

  /** Starts the daemon; the first run is at once. */
  public static ReconcilerDaemon start(
      BallotServer server, BallotLog log, InstantSource clock, Duration period) {
    ReconcilerDaemon daemon = new ReconcilerDaemon(server, log, clock, period);
    daemon.threads.forEach(Thread::start);
    return daemon;
  }

  private void reconcileForEver() {
    try {
      catchUp();
      for (long run = 1; ; run++) {
        long started = System.nanoTime();
        reconcile();
        sweep(run % RUNS_PER_SWEEP == 0);
        Thread.sleep(period.minusNanos(System.nanoTime() - started));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What this server's own entry follows in the log is what it had missed. */
  private void catchUp() throws InterruptedException {
    while (!server.isCurrent()) {
      try {
        LogIndex now = log.append(new Entry.Tick()).index();
        if (server.tables().replica().awaitApplied(now, APPLYING)) {
          server.becomeCurrent();
        }
      } catch (Fault | IOException e) {
        LOG.info("not current yet: {}", e.getMessage());
        Thread.sleep(period);
      }
    }
  }

  private void reconcile() throws InterruptedException {
    try {
      Reconciler reconciler = server.reconciler();
      List<Claim> batch = reconciler.nextBatch(clock.instant());
      while (!batch.isEmpty() && append(batch) && reconciler.hasMore()) {
        batch = reconciler.nextBatch(clock.instant());
      }
      reconciler.settle();
    } catch (IOException e) {
      LOG.error("the reconciler cannot read or write its tables; it tries again", e);
    }
  }

  private boolean append(List<Claim> batch) throws InterruptedException {
    try {
      log.append(new Entry.Claims(batch));
      reachable = true;
      return true;
    } catch (Fault | IOException e) {
      server.reconciler().unsure(batch);
      if (reachable) {
        LOG.warn("ballots stay pending: {}", e.getMessage());
      }
      reachable = false;
      return false;
    }
  }

  private void sweep(boolean all) {
    try {
      server.tables().pending().sweep(all);
    } catch (IOException e) {
      LOG.warn("a journal file of decided ballots could not be removed: {}", e.getMessage());
    }
  }

  private void settleForEver() {
    try {
      while (true) {
        if (!log.leads()) {
          Thread.sleep(period);
          continue;
        }
        Thread.sleep(untilNextSettling());
        if (log.leads() && isDue()) {
          tick();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick() throws InterruptedException {
    try {
      log.append(new Entry.Tick());
    } catch (Fault | IOException e) {
      LOG.debug("a tick was not appended: {}", e.getMessage());
      Thread.sleep(period);
    }
  }

  /** At least a millisecond, at most a period: new claims may come at any time. */
  private Duration untilNextSettling() {
    BallotReplica replica = server.tables().replica();
    Optional<Instant> next = replica.ask(BallotBox::nextSettling);
    Duration wait =
        next.map(due -> Duration.between(replica.stampAt(clock.instant()), due)).orElse(period);
    Duration atMost = wait.compareTo(period) > 0 ? period : wait;
    return atMost.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : atMost;
  }

  private boolean isDue() {
    BallotReplica replica = server.tables().replica();
    Instant now = replica.stampAt(clock.instant());
    return replica.ask(BallotBox::nextSettling).filter(due -> !due.isAfter(now)).isPresent();
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    threads.forEach(ReconcilerDaemon::joinQuietly);
  }

  private static void joinQuietly(Thread thread) {
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
