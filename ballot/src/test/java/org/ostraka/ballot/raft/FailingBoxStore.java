package org.ostraka.ballot.raft;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.box.BoxStore;
import org.ostraka.ballot.box.Change;

/** A store whose disk can be full. */
final class FailingBoxStore implements BoxStore {
  private final BoxStore store;
  private volatile boolean full;

  FailingBoxStore(BoxStore store) {
    this.store = store;
  }

  void setFull(boolean full) {
    this.full = full;
  }

  @Override
  public void commit(LogIndex index, Instant logTime, List<Change> changes) throws IOException {
    if (full) {
      throw new IOException("No space left on device");
    }
    store.commit(index, logTime, changes);
  }

  @Override
  public LogIndex applied() {
    return store.applied();
  }

  @Override
  public Instant logTime() {
    return store.logTime();
  }

  @Override
  public boolean holds(ElectionName election, BallotPath name) {
    return store.holds(election, name);
  }

  @Override
  public void forEachRow(Consumer<Change> rows) throws IOException {
    store.forEachRow(rows);
  }

  @Override
  public LogIndex flush() throws IOException {
    return store.flush();
  }

  @Override
  public Optional<StoredFile> file(ElectionName election, BallotPath name) throws IOException {
    return store.file(election, name);
  }

  @Override
  public List<FileEntry> files(ElectionName election, BallotPath after, int limit)
      throws IOException {
    return store.files(election, after, limit);
  }

  @Override
  public void forEachFile(ElectionName election, Consumer<StoredFile> files) throws IOException {
    store.forEachFile(election, files);
  }

  @Override
  public void repair(ElectionName election, StoredFile file) throws IOException {
    store.repair(election, file);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
