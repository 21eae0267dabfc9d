package org.ostraka.ballot.box;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.StoredFile;

/**
 * A box store in memory whose crash loses what the port allows: any number of the latest writes,
 * down to the last flush. It stands for the real one in seeded simulation.
 *
 * <p>What it does not do: fail for want of space, or wait for a disk.
 */
public class MemoryBoxStore implements BoxStore {

  /** What a crash leaves at least. */
  private MemoryTables durable = new MemoryTables();

  /** What readers see: {@code durable} after every write of {@code unflushed}. */
  private MemoryTables current = new MemoryTables();

  private final List<Consumer<MemoryTables>> unflushed = new ArrayList<>();

  @Override
  public synchronized LogIndex applied() {
    return current.applied();
  }

  @Override
  public synchronized Instant logTime() {
    return current.logTime();
  }

  @Override
  public synchronized boolean holds(ElectionName election, BallotPath name) {
    return current.entry(election, name).isPresent();
  }

  @Override
  public synchronized void forEachRow(Consumer<Change> rows) {
    current.forEachRow(rows);
  }

  @Override
  public synchronized void commit(LogIndex index, Instant logTime, List<Change> changes) {
    List<Change> kept = List.copyOf(changes);
    write(tables -> tables.commit(index, logTime, kept));
  }

  private void write(Consumer<MemoryTables> write) {
    write.accept(current);
    unflushed.add(write);
  }

  @Override
  public synchronized LogIndex flush() {
    unflushed.forEach(write -> write.accept(durable));
    unflushed.clear();
    return durable.applied();
  }

  @Override
  public synchronized Optional<StoredFile> file(ElectionName election, BallotPath name) {
    return current.file(election, name);
  }

  @Override
  public synchronized List<FileEntry> files(ElectionName election, BallotPath after, int limit) {
    return current.files(election, after, limit);
  }

  @Override
  public synchronized void forEachFile(ElectionName election, Consumer<StoredFile> files) {
    current.forEachFile(election, files);
  }

  @Override
  public synchronized void repair(ElectionName election, StoredFile file) throws IOException {
    FileEntry known =
        current
            .entry(election, file.entry().name())
            .orElseThrow(() -> new IOException("no valid file " + file.entry().name()));
    if (!file.isIntact() || !known.digest().equals(file.entry().digest())) {
      throw new IOException("not the content of the valid file " + known.name());
    }
    write(tables -> tables.putBlock(election, known.name(), file.block()));
  }

  /**
   * The process dies and starts again: keeps the flushed writes and a random number of the first
   * unflushed ones.
   *
   * @return the entry to apply the log behind
   */
  public synchronized LogIndex crash(RandomGenerator random) {
    int survivors = random.nextInt(unflushed.size() + 1);
    unflushed.subList(0, survivors).forEach(write -> write.accept(durable));
    unflushed.clear();
    current = durable.copy();
    return current.applied();
  }

  /** The disk is lost: as new. */
  public synchronized void wipe() {
    replaceWith(new MemoryBoxStore());
  }

  /** A copy of what readers see, durable: what a snapshot sends to a server that lags. */
  public synchronized MemoryBoxStore checkpoint() {
    MemoryBoxStore copy = new MemoryBoxStore();
    copy.current = current.copy();
    copy.durable = current.copy();
    return copy;
  }

  /** Takes the content of a checkpoint instead of its own, durably. */
  public synchronized void replaceWith(MemoryBoxStore checkpoint) {
    unflushed.clear();
    current = checkpoint.current.copy();
    durable = checkpoint.current.copy();
  }

  /** Flips a bit of a valid file's stored block, which is flushed and not empty. */
  public synchronized void damage(ElectionName election, BallotPath name) {
    current.damage(election, name);
    durable.damage(election, name);
  }

  /** A valid file vanishes, entry and block. */
  public synchronized void lose(ElectionName election, BallotPath name) {
    current.lose(election, name);
    durable.lose(election, name);
  }

  /** Nothing to give back. */
  @Override
  public void close() {}
}
