package org.ostraka.ballot.box;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
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

  /** The last entry applied and committed. */
  public LogIndex applied() {
    return store.applied();
  }

  /** The tables beneath, for reading. */
  public BoxStore store() {
    return store;
  }
}
