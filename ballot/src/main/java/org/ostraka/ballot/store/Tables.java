package org.ostraka.ballot.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * An open directory of tables: rows as bytes, in families, behind failures that say where they
 * happened. Any thread may read; the caller keeps {@link #close} apart from all other calls.
 */
final class Tables implements Closeable {
  private final Path directory;
  private final Tuning tuning;
  private final RocksDB database;
  private final Map<Family, ColumnFamilyHandle> families;
  private final ReadOptions read;
  private final ReadOptions walk;
  private final ReadOptions piece;
  private final WriteOptions unlogged;
  private final WriteOptions durable;
  private final FlushOptions flush;

  private Tables(
      Path directory, Tuning tuning, RocksDB database, Map<Family, ColumnFamilyHandle> families) {
    this.directory = directory;
    this.tuning = tuning;
    this.database = database;
    this.families = families;
    this.read = tuning.read();
    this.walk = tuning.walk();
    this.piece = tuning.piece();
    this.unlogged = tuning.unlogged();
    this.durable = tuning.durable();
    this.flush = tuning.flush();
  }

  /**
   * Opens the tables of a directory, or makes them.
   *
   * @throws IOException if another process has them open, or a newer version wrote them
   */
  static Tables open(Path directory, Set<Family> families, StoreOptions options)
      throws IOException {
    RocksDB.loadLibrary();
    requireOnlyKnown(directory, families);
    Tuning tuning = new Tuning(options, directory);
    List<Family> order = families.stream().sorted().toList();
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try {
      RocksDB database =
          RocksDB.open(
              tuning.database(), directory.toString(), descriptors(order, tuning), handles);
      Map<Family, ColumnFamilyHandle> byFamily = new EnumMap<>(Family.class);
      order.forEach(family -> byFamily.put(family, handles.get(byFamily.size())));
      return new Tables(directory, tuning, database, byFamily);
    } catch (RocksDBException e) {
      tuning.close();
      throw new IOException(
          "the tables in %s cannot be opened (%s): if the disk is sound, remove them, so that the other servers refill them"
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  private static List<ColumnFamilyDescriptor> descriptors(List<Family> order, Tuning tuning) {
    return order.stream()
        .map(family -> new ColumnFamilyDescriptor(family.column(), tuning.table(family)))
        .toList();
  }

  private static void requireOnlyKnown(Path directory, Set<Family> families) throws IOException {
    Set<String> unknown = new TreeSet<>();
    try (Options options = new Options()) {
      RocksDB.listColumnFamilies(options, directory.toString())
          .forEach(column -> unknown.add(new String(column, StandardCharsets.UTF_8)));
    } catch (RocksDBException _) {
      return; // nothing is there yet, or opening says what is wrong
    }
    families.forEach(family -> unknown.remove(new String(family.column(), StandardCharsets.UTF_8)));
    if (!unknown.isEmpty()) {
      throw new IOException(
          "the tables in %s were written by a newer version, with %s: use that version"
              .formatted(directory, unknown));
    }
  }

  /** The family, for a batch of writes. */
  ColumnFamilyHandle handle(Family family) {
    ColumnFamilyHandle handle = families.get(family);
    if (handle == null) {
      throw new IllegalArgumentException("no table " + family + " here");
    }
    return handle;
  }

  /** The row, or null if there is none. */
  byte @Nullable [] rowOrNull(Family family, byte[] key) throws IOException {
    try {
      return database.get(handle(family), read, key);
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  /** The rows whose keys begin with the prefix, in order, behind {@code prefix + after}. */
  Cursor walk(Family family, byte[] prefix, byte[] after) {
    return new Cursor(this, database.newIterator(handle(family), walk), prefix, after);
  }

  /** As {@link #walk}, where the walk ends long before the last row of the family. */
  Cursor walkPiece(Family family, byte[] prefix, byte[] after) {
    return new Cursor(this, database.newIterator(handle(family), piece), prefix, after);
  }

  /** All rows that begin with the prefix. */
  Cursor walk(Family family, byte[] prefix) {
    return walk(family, prefix, new byte[0]);
  }

  /** Writes the batch, atomically; it is durable after the next {@link #flush}. */
  void write(WriteBatch batch) throws IOException {
    write(unlogged, batch);
  }

  /** Writes the batch, atomically and durably. */
  void writeDurably(WriteBatch batch) throws IOException {
    write(durable, batch);
  }

  private void write(WriteOptions how, WriteBatch batch) throws IOException {
    try {
      database.write(how, batch);
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  /** Makes every write durable, all families as of the same one. */
  void flush() throws IOException {
    try {
      database.flush(flush, List.copyOf(families.values()));
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  /** Copies the tables, as far as they were flushed, into a directory that does not exist yet. */
  void checkpoint(Path target) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.create(database)) {
      checkpoint.createCheckpoint(target.toString());
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  /** Merges a table's rows into one run, sorted by key and without the numbers of their arrival. */
  void merge(Family family) throws IOException {
    // Without force, a single run would only be moved, numbers and all.
    try (CompactRangeOptions all =
        new CompactRangeOptions()
            .setBottommostLevelCompaction(BottommostLevelCompaction.kForceOptimized)) {
      database.compactRange(handle(family), null, null, all);
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  /** The database, for what only one class needs. */
  RocksDB database() {
    return database;
  }

  Path directory() {
    return directory;
  }

  /** The failure in words that name the directory; those of the system stay in it. */
  IOException failure(RocksDBException e) {
    boolean damaged = e.getStatus() != null && e.getStatus().getCode() == Status.Code.Corruption;
    String advice =
        damaged ? ": remove this server's tables, so that the other servers refill them" : "";
    return new IOException(
        "the tables in %s failed (%s)%s".formatted(directory, e.getMessage(), advice), e);
  }

  /** Closes without making anything durable. */
  @Override
  public void close() {
    families.values().forEach(ColumnFamilyHandle::close);
    database.close();
    tuning.close();
  }
}
