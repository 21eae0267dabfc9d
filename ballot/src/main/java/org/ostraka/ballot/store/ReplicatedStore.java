package org.ostraka.ballot.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.box.BoxStore;
import org.ostraka.ballot.box.Change;
import org.ostraka.ballot.box.SnapshotStore;
import org.ostraka.base.Disk;

/**
 * The replicated tables of one server, in a directory of its own. Commits are gathered in memory
 * and saved in large sorted batches; after a crash the tables stand after some earlier commit.
 */
public final class ReplicatedStore implements BoxStore, SnapshotStore {
  private final Disk disk;
  private final Generations generations;
  private final StoreOptions options;
  private final DirectoryLock owner;

  /** Held for reading by all that use the tables, for writing by what replaces or closes them. */
  private final ReadWriteLock life = new ReentrantReadWriteLock();

  /** Null when closed, or when a replacement failed on its last steps. */
  private @Nullable LiveTables live;

  /** Something to do with the open tables. */
  @FunctionalInterface
  private interface Use<T> {
    T of(LiveTables tables) throws IOException;
  }

  private ReplicatedStore(Disk disk, Path home, StoreOptions options, DirectoryLock owner)
      throws IOException {
    this.disk = disk;
    this.generations = new Generations(disk, home);
    this.options = options;
    this.owner = owner;
    this.live = LiveTables.open(disk, generations.current(), options);
  }

  /**
   * Opens the store of a directory, or makes it.
   *
   * @throws IOException if another process has it open, a newer version wrote it, or it is damaged;
   *     the message says what to do
   */
  public static ReplicatedStore open(Disk disk, Path home, StoreOptions options)
      throws IOException {
    disk.createDirectories(home);
    DirectoryLock owner = DirectoryLock.take(home);
    try {
      return new ReplicatedStore(disk, home, options, owner);
    } catch (IOException e) {
      owner.close();
      throw e;
    }
  }

  private <T> T with(Use<T> use) throws IOException {
    life.readLock().lock();
    try {
      if (live == null) {
        throw new IOException("the tables are closed");
      }
      return use.of(live);
    } finally {
      life.readLock().unlock();
    }
  }

  private <T> T withUnchecked(Use<T> use) {
    try {
      return with(use);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Something to do with the open tables that gives nothing. */
  @FunctionalInterface
  private interface Step {
    void on(LiveTables tables) throws IOException;
  }

  private void run(Step step) throws IOException {
    boolean done =
        with(tables -> {
          step.on(tables);
          return true;
        });
    assert done;
  }

  @Override
  public LogIndex applied() {
    return withUnchecked(LiveTables::applied).index();
  }

  @Override
  public Instant logTime() {
    return withUnchecked(LiveTables::applied).logTime();
  }

  @Override
  public void commit(LogIndex index, Instant logTime, List<Change> changes) throws IOException {
    run(tables -> tables.commit(index, logTime, changes));
  }

  @Override
  public LogIndex flush() throws IOException {
    return with(LiveTables::flush);
  }

  @Override
  public LogIndex flushTo(LogIndex least) throws IOException {
    return with(tables -> tables.flushTo(least));
  }

  @Override
  public void forEachRow(Consumer<Change> rows) throws IOException {
    run(tables -> tables.forEachRow(rows));
  }

  /**
   * @throws UncheckedIOException if the tables cannot be read
   */
  @Override
  public boolean holds(ElectionName election, BallotPath name) {
    return withUnchecked(tables -> tables.holds(election, name));
  }

  /**
   * @throws org.ostraka.ballot.box.DamagedFileException if the block cannot be read back
   */
  @Override
  public Optional<StoredFile> file(ElectionName election, BallotPath name) throws IOException {
    return with(tables -> tables.file(election, name));
  }

  @Override
  public Optional<FileEntry> entry(ElectionName election, BallotPath name) throws IOException {
    return with(tables -> tables.entry(election, name));
  }

  @Override
  public List<FileEntry> files(ElectionName election, BallotPath after, int limit)
      throws IOException {
    return with(tables -> tables.files(election, after, limit));
  }

  /**
   * Gives every file whose block can be read back.
   *
   * @throws org.ostraka.ballot.box.DamagedFileException in the end, if there were others; it names
   *     the first
   */
  @Override
  public void forEachFile(ElectionName election, Consumer<StoredFile> files) throws IOException {
    run(tables -> tables.forEachFile(election, files));
  }

  @Override
  public void repair(ElectionName election, StoredFile file) throws IOException {
    run(tables -> tables.repair(election, file));
  }

  /**
   * Rewrites an election's rows so that the files on disk do not tell in which order they came. It
   * begins by itself when an election is closed; this waits for it.
   */
  public void eraseOrder(ElectionName election) throws IOException {
    run(tables -> tables.eraseOrder(election));
  }

  @Override
  public LogIndex checkpoint(Path directory) throws IOException {
    return with(tables -> tables.checkpoint(directory));
  }

  @Override
  public LogIndex replaceWith(Path directory) throws IOException {
    Path incoming = generations.bringIn(directory);
    LiveTables.requireComplete(incoming, options);
    life.writeLock().lock();
    try {
      closeLive();
      generations.takeIncoming();
      live = LiveTables.open(disk, generations.current(), options);
      return live.applied().index();
    } finally {
      life.writeLock().unlock();
    }
  }

  private void closeLive() {
    if (live != null) {
      live.close();
      live = null;
    }
  }

  /** Makes every commit durable, and gives the directory free for another process. */
  @Override
  public void close() throws IOException {
    life.writeLock().lock();
    try {
      if (live != null) {
        live.flush();
      }
    } finally {
      closeLive();
      owner.close();
      life.writeLock().unlock();
    }
  }
}
