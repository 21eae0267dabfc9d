package org.ostraka.ballot.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.box.Change;
import org.ostraka.ballot.box.DamagedFileException;
import org.ostraka.base.Disk;

/**
 * One generation of the replicated tables, open: what is saved, what is not saved yet, and the
 * filter of names over both.
 */
final class LiveTables implements Closeable {
  private final Tables tables;
  private final WriteBehind writes;
  private final NameFilters names;
  private final StoredFiles files;
  private final OrderEraser eraser;

  private LiveTables(Disk disk, Tables tables, StoreOptions options) throws IOException {
    BlockFiles blocks = BlockFiles.open(disk, tables);
    this.tables = tables;
    this.writes = new WriteBehind(tables, blocks, options.bufferBytes());
    this.names = NameFilters.of(tables);
    this.files = new StoredFiles(tables);
    this.eraser = new OrderEraser(tables, blocks, writes);
  }

  static LiveTables open(Disk disk, Path directory, StoreOptions options) throws IOException {
    Tables tables = Tables.open(directory, Family.REPLICATED, options);
    try {
      Meta.requireFormat(tables);
      LiveTables live = new LiveTables(disk, tables, options);
      live.eraser.resume();
      return live;
    } catch (IOException e) {
      tables.close();
      throw e;
    }
  }

  /** Sees to it that a directory holds tables that this version can use. */
  static void requireComplete(Path directory, StoreOptions options) throws IOException {
    try (Tables tables = Tables.open(directory, Family.REPLICATED, options)) {
      Meta.requireFormat(tables);
    }
  }

  Meta.Applied applied() {
    return writes.applied();
  }

  void commit(LogIndex index, Instant logTime, List<Change> changes) throws IOException {
    names.follow(changes);
    writes.commit(index, logTime, changes);
    for (Change change : changes) {
      if (change instanceof Change.ElectionDropped) {
        writes.save(); // so that no reader finds rows from before under those not saved yet
      } else if (change instanceof Change.ElectionPut(var election)
          && election.phase() == Phase.CLOSED) {
        eraser.begin(election.name());
      }
    }
  }

  void forEachRow(Consumer<Change> rows) throws IOException {
    writes.save();
    new BoxRows(tables).forEach(rows);
  }

  LogIndex flush() throws IOException {
    return writes.flush();
  }

  LogIndex flushTo(LogIndex least) throws IOException {
    LogIndex durable = writes.durable();
    return durable.compareTo(least) < 0 ? writes.flush() : durable;
  }

  boolean holds(ElectionName election, BallotPath name) {
    if (!names.mayHold(election, name)) {
      return false;
    }
    try {
      return entry(election, name).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<FileEntry> entry(ElectionName election, BallotPath name) throws IOException {
    FileEntry unsaved = writes.entryOrNull(election, name);
    return unsaved == null ? files.entry(election, name) : Optional.of(unsaved);
  }

  Optional<StoredFile> file(ElectionName election, BallotPath name) throws IOException {
    StoredFile unsaved = writes.fileOrNull(election, name);
    return unsaved == null ? files.file(election, name) : Optional.of(unsaved);
  }

  List<FileEntry> files(ElectionName election, BallotPath after, int limit) throws IOException {
    writes.save();
    return files.files(election, after, limit);
  }

  /** Gives every file that can be read; throws in the end if there were others. */
  void forEachFile(ElectionName election, Consumer<StoredFile> to) throws IOException {
    writes.save();
    Optional<BallotPath> unreadable = Optional.empty();
    try (FileWalk walk = new FileWalk(tables, election)) {
      while (walk.next()) {
        Block block = walk.blockOrNull();
        if (block != null) {
          to.accept(new StoredFile(walk.entry(), block));
        } else if (unreadable.isEmpty()) {
          unreadable = Optional.of(walk.entry().name());
        }
      }
    }
    if (unreadable.isPresent()) {
      throw new DamagedFileException(election, unreadable.get(), null);
    }
  }

  void repair(ElectionName election, StoredFile file) throws IOException {
    BallotPath name = file.entry().name();
    writes.save();
    FileEntry known =
        files
            .entry(election, name)
            .orElseThrow(
                () -> new IOException("election %s has no file %s".formatted(election, name)));
    if (!file.isIntact() || !known.digest().equals(file.entry().digest())) {
      throw new IOException(
          "what came for file %s of election %s is not its content: ask another server"
              .formatted(name, election));
    }
    writes.write(batch -> batch.putFile(Keys.of(election), known, file.block()));
  }

  void eraseOrder(ElectionName election) throws IOException {
    eraser.erase(election);
  }

  LogIndex checkpoint(Path directory) throws IOException {
    return writes.checkpoint(directory);
  }

  /** Ends without saving what is not saved. */
  @Override
  public void close() {
    names.close();
    eraser.close();
    writes.close();
    tables.close();
  }
}
