package org.ostraka.ballot.box;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.LogIndex;

/**
 * A ballot box with its store: applies the log on one thread, answers questions on any. What a
 * question sees has been committed to the store.
 */
public final class BallotReplica {
  private final BoxStore store;
  private final Consumer<List<Settlement>> settled;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /** Ready when the box is there, or when it is known why it will not be. */
  private final FutureTask<Boolean> rebuilding = new FutureTask<>(this::rebuild);

  /** Null until it is rebuilt; replaced under the lock. */
  private volatile @Nullable BallotBox box;

  /** How far the log's time was ever ahead of this server's clock. */
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  private BallotReplica(Consumer<List<Settlement>> settled, BoxStore store) {
    this.store = store;
    this.settled = settled;
  }

  /**
   * Rebuilds the box from the store.
   *
   * @param settled is told, on the applying thread, what each entry decided, after its commit
   */
  public BallotReplica(BoxStore store, Consumer<List<Settlement>> settled) throws IOException {
    this(settled, store);
    rebuilding.run();
    awaitRebuilt();
  }

  /**
   * Begins to rebuild the box from the store, on a thread of its own: whoever asks or applies
   * meanwhile waits. The caller sees by {@link #awaitRebuilt} whether it succeeds.
   */
  public static BallotReplica rebuilding(BoxStore store, Consumer<List<Settlement>> settled) {
    BallotReplica replica = new BallotReplica(settled, store);
    Thread.ofPlatform().name("ballot-rebuild").daemon().start(replica.rebuilding);
    return replica;
  }

  /**
   * Waits until the box is rebuilt.
   *
   * @throws IOException if the store cannot be read; nothing can be asked or applied then
   */
  public void awaitRebuilt() throws IOException {
    try {
      rebuilding.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw new IOException(failure.getMessage(), failure);
      }
      throw new IllegalStateException("the tables make no ballot box", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the tables were read");
    }
  }

  private void awaitRebuiltUnchecked() {
    try {
      awaitRebuilt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean rebuild() throws IOException {
    lock.writeLock().lock();
    try {
      box = rebuilt(store);
      return true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private BallotBox requireBox() {
    return Objects.requireNonNull(box, "the ballot box was not rebuilt");
  }

  private static BallotBox rebuilt(BoxStore store) throws IOException {
    BallotBox box = new BallotBox(store);
    store.forEachRow(box::restore);
    box.restoreTime(store.logTime());
    return box;
  }

  /** Rebuilds the box after a snapshot replaced the store's content. */
  public void reload() throws IOException {
    awaitRebuilt();
    boolean reloaded = rebuild();
    assert reloaded;
  }

  /**
   * Applies the next entry and commits what it changes.
   *
   * @throws IOException if the store failed: the server must stop, and applies the entry again
   *     after its restart
   */
  public Applied apply(LogIndex index, Instant stamp, Entry entry) throws IOException {
    if (box == null) {
      awaitRebuilt();
    }
    Applied applied;
    lock.writeLock().lock();
    try {
      BallotBox current = requireBox();
      applied = current.apply(index, stamp, entry);
      store.commit(index, current.logTime(), applied.changes());
    } finally {
      lock.writeLock().unlock();
    }
    if (!applied.settlements().isEmpty()) {
      settled.accept(applied.settlements());
    }
    return applied;
  }

  /**
   * Asks the box; the question must be short and must not keep the box.
   *
   * @throws UncheckedIOException if the box could not be rebuilt
   */
  public <T> T ask(Function<BallotBox, T> question) {
    if (box == null) {
      awaitRebuiltUnchecked();
    }
    lock.readLock().lock();
    try {
      return question.apply(requireBox());
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
