package org.ostraka.ballot.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.box.Change;

/**
 * All writes to the replicated tables, and the commits that they do not hold yet.
 *
 * <p>A commit only has to survive with the log's help, so it need not reach RocksDB at once. Here
 * claims meet their settling, and rows are gathered and sorted, which takes a fraction of the time
 * that RocksDB takes for the same rows one by one. A full buffer is saved and made durable in the
 * background while the next one fills.
 *
 * <p><b>Invariant.</b> Buffers are saved whole and in order, each in one atomic batch: the tables
 * always stand exactly after some commit.
 */
final class WriteBehind implements Closeable {
  private final Tables tables;
  private final BlockFiles blocks;
  private final int bufferBytes;
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("ballot-tables").daemon().factory());

  /** Taken before {@link #lock} by whoever writes to the tables. */
  private final Lock writing = new ReentrantLock();

  // Guarded by writing.
  private final BatchWriter commits;
  private final Batch others;
  private LogIndex savedIndex;

  /** Up to where the tables are durable. */
  private volatile LogIndex durable;

  private final Lock lock = new ReentrantLock();
  private final Condition sealedSaved = lock.newCondition();

  // Guarded by lock: the buffer that takes commits, an empty one, the one being saved if any, and
  // what a save threw.
  private CommitBuffer open = new CommitBuffer();
  private CommitBuffer spare = new CommitBuffer();
  private @Nullable CommitBuffer sealed;
  private Meta.Applied applied;
  private @Nullable IOException failure;

  WriteBehind(Tables tables, BlockFiles blocks, int bufferBytes) throws IOException {
    this.tables = tables;
    this.blocks = blocks;
    this.bufferBytes = bufferBytes;
    this.commits = new BatchWriter(tables, blocks, bufferBytes);
    this.others = new Batch(tables);
    this.applied = Meta.applied(tables);
    this.savedIndex = applied.index();
    this.durable = savedIndex;
  }

  /** Takes a commit; waits while a full buffer is still being saved. */
  void commit(LogIndex index, Instant logTime, List<Change> changes) throws IOException {
    lock.lock();
    try {
      if (open.bytes() >= bufferBytes) {
        saveInBackground();
      }
      requireSound();
      open.add(index, logTime, changes);
      applied = new Meta.Applied(index, logTime);
    } finally {
      lock.unlock();
    }
  }

  private void saveInBackground() {
    while (sealed != null && failure == null) {
      sealedSaved.awaitUninterruptibly();
    }
    if (failure == null) {
      seal();
      background.execute(this::saveAndFlush);
    }
  }

  private void seal() {
    sealed = open;
    open = spare;
  }

  private void saveAndFlush() {
    writing.lock();
    try {
      saveSealed();
      flushSaved();
    } catch (IOException e) {
      fail(e);
    } finally {
      writing.unlock();
    }
  }

  /** Sees to it that the tables hold every commit. */
  void save() throws IOException {
    writing.lock();
    try {
      saveSealed();
      sealOpen();
      saveSealed();
    } catch (IOException e) {
      fail(e);
      throw e;
    } finally {
      writing.unlock();
    }
  }

  private void sealOpen() throws IOException {
    lock.lock();
    try {
      requireSound();
      if (!open.isEmpty()) {
        seal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void saveSealed() throws IOException {
    CommitBuffer buffer = sealedOrNull();
    if (buffer == null) {
      return;
    }
    commits.write(buffer);
    savedIndex = buffer.applied().index();
    lock.lock();
    try {
      sealed = null;
      buffer.clear(bufferBytes);
      spare = buffer;
      sealedSaved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable CommitBuffer sealedOrNull() throws IOException {
    lock.lock();
    try {
      requireSound();
      return sealed;
    } finally {
      lock.unlock();
    }
  }

  private void fail(IOException cause) {
    lock.lock();
    try {
      failure = failure == null ? cause : failure;
      sealedSaved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** After a failed save the commits in memory are ahead of the tables for good. */
  private void requireSound() throws IOException {
    if (failure != null) {
      throw new IOException(failure.getMessage() + "; start the server again", failure);
    }
  }

  /** Makes every commit durable and returns the last one's index. */
  LogIndex flush() throws IOException {
    writing.lock();
    try {
      save();
      flushSaved();
      return savedIndex;
    } finally {
      writing.unlock();
    }
  }

  private void flushSaved() throws IOException {
    tables.flush();
    durable = savedIndex;
  }

  /** The last commit that is durable. */
  LogIndex durable() {
    return durable;
  }

  /** Copies the tables as of the last commit. */
  LogIndex checkpoint(Path target) throws IOException {
    writing.lock();
    try {
      LogIndex index = flush();
      tables.checkpoint(target);
      blocks.link(target);
      return index;
    } finally {
      writing.unlock();
    }
  }

  /** Removes files of blocks that no row names any more; that is durable first. */
  void removeBlocks(List<Long> numbers) throws IOException {
    writing.lock();
    try {
      flush();
      blocks.delete(numbers);
    } finally {
      writing.unlock();
    }
  }

  /** Rows that are no commit. */
  @FunctionalInterface
  interface OtherRows {
    void addTo(Batch batch) throws IOException;
  }

  /** Writes rows that are no commit; durable after the next {@link #flush}. */
  void write(OtherRows rows) throws IOException {
    writing.lock();
    try {
      others.discard();
      rows.addTo(others);
      others.write();
    } finally {
      writing.unlock();
    }
  }

  /** What lists show of the file, if it is in a commit that is not saved. */
  @Nullable FileEntry entryOrNull(ElectionName election, BallotPath name) throws IOException {
    lock.lock();
    try {
      FileEntry entry = open.entryOrNull(election, name);
      return entry == null && sealed != null ? sealed.entryOrNull(election, name) : entry;
    } finally {
      lock.unlock();
    }
  }

  /** The file, if it is in a commit that is not saved. */
  @Nullable StoredFile fileOrNull(ElectionName election, BallotPath name) throws IOException {
    lock.lock();
    try {
      StoredFile file = open.fileOrNull(election, name);
      return file == null && sealed != null ? sealed.fileOrNull(election, name) : file;
    } finally {
      lock.unlock();
    }
  }

  /** The last commit. */
  Meta.Applied applied() {
    lock.lock();
    try {
      return applied;
    } finally {
      lock.unlock();
    }
  }

  /** Ends without saving. */
  @Override
  public void close() {
    background.close();
    commits.close();
    others.close();
  }
}
