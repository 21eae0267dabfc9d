package org.ostraka.ballot.box;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ostraka.ballot.LogIndex;

/**
 * A ballot box with its store: applies the log on one thread, answers questions on any. What a
 * question sees has been committed to the store.
 */
public final class BallotReplica {
  private final BoxStore store;
  private final Consumer<List<Settlement>> settled;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private BallotBox box;

  /** How far the log's time was ever ahead of this server's clock. */
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  /**
   * Rebuilds the box from the store.
   *
   * @param settled is told, on the applying thread, what each entry decided, after its commit
   */
  public BallotReplica(BoxStore store, Consumer<List<Settlement>> settled) throws IOException {
    this.store = store;
    this.settled = settled;
    this.box = rebuilt(store);
  }

  private static BallotBox rebuilt(BoxStore store) throws IOException {
    BallotBox box = new BallotBox(store);
    store.forEachRow(box::restore);
    box.restoreTime(store.logTime());
    return box;
  }

  /** Rebuilds the box after a snapshot replaced the store's content. */
  public void reload() throws IOException {
    lock.writeLock().lock();
    try {
      box = rebuilt(store);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Applies the next entry and commits what it changes.
   *
   * @throws IOException if the store failed: the server must stop, and applies the entry again
   *     after its restart
   */
  public Applied apply(LogIndex index, Instant stamp, Entry entry) throws IOException {
    Applied applied;
    lock.writeLock().lock();
    try {
      applied = box.apply(index, stamp, entry);
      store.commit(index, box.logTime(), applied.changes());
    } finally {
      lock.writeLock().unlock();
    }
    if (!applied.settlements().isEmpty()) {
      settled.accept(applied.settlements());
    }
    return applied;
  }

  /** Asks the box; the question must be short and must not keep the box. */
  public <T> T ask(Function<BallotBox, T> question) {
    lock.readLock().lock();
    try {
      return question.apply(box);
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * The stamp that this server gives to an entry when it leads: its clock, moved forward by as much
   * as the log's time was ahead of it. So the log's time never stands still because an earlier
   * leader's clock was fast, or because this one was set back.
   */
  public Instant stampAt(Instant clock) {
    Instant logTime = ask(BallotBox::logTime);
    Duration gap = Duration.between(clock, logTime);
    Duration lead = ahead.accumulateAndGet(gap, (one, two) -> one.compareTo(two) > 0 ? one : two);
    return clock.plus(lead).truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Waits until this server has applied the entry.
   *
   * @return whether it has, within the time
   */
  public boolean awaitApplied(LogIndex index, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (applied().compareTo(index) < 0 && System.nanoTime() < deadline) {
      Thread.sleep(2);
    }
    return applied().compareTo(index) >= 0;
  }

  /** The last entry applied and committed. */
  public LogIndex applied() {
    return store.applied();
  }

  /** The tables beneath, for reading. */
  public BoxStore store() {
    return store;
  }
}
