package org.ostraka.ballot.box;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.StoredFile;

/** The tables of a {@link MemoryBoxStore} at one moment. */
final class MemoryTables {

  private static final Comparator<WaitingClaim> BY_SETTLING =
      Comparator.comparing(WaitingClaim::settleAt)
          .thenComparing(waiting -> waiting.claim().inode())
          .thenComparing(waiting -> waiting.claim().id());

  private final Map<ElectionName, Tables> elections = new TreeMap<>();
  private LogIndex applied = LogIndex.NONE;
  private Instant logTime = Instant.EPOCH;

  private record WaitingKey(InodeNumber inode, ClaimId claim) {}

  /** One election's rows. */
  private static final class Tables {
    private Election election;
    private final TreeMap<BallotPath, Change.DirectoryPut> directories = new TreeMap<>();
    private final TreeMap<InodeNumber, Change.InodePut> inodes = new TreeMap<>();
    private final TreeMap<BallotPath, StoredFile> files = new TreeMap<>();
    private final Map<WaitingKey, WaitingClaim> waiting = new HashMap<>();

    Tables(Election election) {
      this.election = election;
    }

    Tables copy() {
      Tables copy = new Tables(election);
      copy.directories.putAll(directories);
      copy.inodes.putAll(inodes);
      copy.files.putAll(files);
      copy.waiting.putAll(waiting);
      return copy;
    }
  }

  MemoryTables copy() {
    MemoryTables copy = new MemoryTables();
    elections.forEach((name, tables) -> copy.elections.put(name, tables.copy()));
    copy.applied = applied;
    copy.logTime = logTime;
    return copy;
  }

  LogIndex applied() {
    return applied;
  }

  Instant logTime() {
    return logTime;
  }

  void commit(LogIndex index, Instant time, List<Change> changes) {
    changes.forEach(this::store);
    applied = index;
    logTime = time;
  }

  private void store(Change change) {
    switch (change) {
      case Change.ElectionPut put -> store(put.election());
      case Change.ElectionDropped dropped -> elections.remove(dropped.election());
      case Change.DirectoryPut put -> require(put.election()).directories.put(put.path(), put);
      case Change.InodePut put -> require(put.election()).inodes.put(put.inode(), put);
      case Change.FilePut put -> require(put.election()).files.put(put.name(), stored(put));
      case Change.WaitingPut put -> store(put.waiting());
      case Change.WaitingRemoved removed ->
          require(removed.election())
              .waiting
              .remove(new WaitingKey(removed.inode(), removed.claim()));
    }
  }

  private void store(Election election) {
    elections.computeIfAbsent(election.name(), name -> new Tables(election)).election = election;
  }

  private void store(WaitingClaim waiting) {
    WaitingKey key = new WaitingKey(waiting.claim().inode(), waiting.claim().id());
    require(waiting.claim().election()).waiting.put(key, waiting);
  }

  private static StoredFile stored(Change.FilePut put) {
    return new StoredFile(
        new FileEntry(put.name(), put.digest(), put.block().size(), put.hour()), put.block());
  }

  void putBlock(ElectionName election, BallotPath name, Block block) {
    require(election)
        .files
        .computeIfPresent(name, (path, file) -> new StoredFile(file.entry(), block));
  }

  void damage(ElectionName election, BallotPath name) {
    byte[] bytes = file(election, name).orElseThrow().block().toBytes();
    bytes[0] ^= 1;
    putBlock(election, name, Block.of(bytes));
  }

  void lose(ElectionName election, BallotPath name) {
    require(election).files.remove(name);
  }

  private Tables require(ElectionName name) {
    Tables tables = elections.get(name);
    if (tables == null) {
      throw new IllegalStateException("a row of an unknown election " + name);
    }
    return tables;
  }

  void forEachRow(Consumer<Change> rows) {
    for (Tables tables : elections.values()) {
      rows.accept(new Change.ElectionPut(tables.election));
      tables.directories.values().forEach(rows);
      tables.inodes.values().forEach(rows);
      tables.waiting.values().stream()
          .sorted(BY_SETTLING)
          .forEach(waiting -> rows.accept(new Change.WaitingPut(waiting)));
    }
  }

  Optional<FileEntry> entry(ElectionName election, BallotPath name) {
    return file(election, name).map(StoredFile::entry);
  }

  Optional<StoredFile> file(ElectionName election, BallotPath name) {
    return Optional.ofNullable(elections.get(election)).map(tables -> tables.files.get(name));
  }

  List<FileEntry> files(ElectionName election, BallotPath after, int limit) {
    Tables tables = elections.get(election);
    return tables == null
        ? List.of()
        : tables.files.tailMap(after, false).values().stream()
            .limit(limit)
            .map(StoredFile::entry)
            .toList();
  }

  void forEachFile(ElectionName election, Consumer<StoredFile> files) {
    Tables tables = elections.get(election);
    if (tables != null) {
      tables.files.values().forEach(files);
    }
  }
}
