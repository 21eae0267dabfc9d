package org.ostraka.ballot.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.AbstractImmutableNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.WriteOptions;

/** How RocksDB is told to work, and the native objects that say so. Closed after the tables. */
final class Tuning implements Closeable {

  /**
   * Sorted runs that gather before a merge: more than a million voters and their ballots make. A
   * merge rewrites the whole table, since voters come in any order: with a merge every 12 runs,
   * merging took more of the processor than all the rest. Absent names are told without RocksDB,
   * present ones by filters, so that many runs cost little.
   */
  private static final int RUNS_BEFORE_MERGE = 128;

  /**
   * A fresh run is compressed when it is merged: doing it at once, too, took a tenth of a flush.
   */
  private static final List<CompressionType> FRESH_RUNS_PLAIN =
      List.of(CompressionType.NO_COMPRESSION, CompressionType.LZ4_COMPRESSION);

  /** Waiting rows die within a window: merge them away soon. */
  private static final int WAITING_RUNS_BEFORE_MERGE = 4;

  private static final int BLOOM_BITS = 10;
  private static final int TABLE_BLOCK_BYTES = 8 << 10;
  private static final long SYNC_BYTES = 1 << 20;
  private static final long PIECE_BYTES = 64 << 10;
  private static final long DESCRIPTION_BYTES = 4 << 20;

  /** One shard for each bit of this: a shard must hold the largest index block with ease. */
  private static final int CACHE_SHARD_BITS = 1;

  private final List<AbstractImmutableNativeReference> owned = new ArrayList<>();
  private final StoreOptions options;
  private final boolean direct;
  private final Cache cache;
  private final BloomFilter bloom;

  /** For the tables of a directory, which exists. */
  Tuning(StoreOptions options, Path directory) throws IOException {
    this.options = options;
    this.direct = DirectWrites.workIn(directory);
    this.cache = own(new LRUCache(options.cacheBytes(), CACHE_SHARD_BITS));
    this.bloom = own(new BloomFilter(BLOOM_BITS));
  }

  private <T extends AbstractImmutableNativeReference> T own(T reference) {
    owned.add(reference);
    return reference;
  }

  /** Options of the whole database. */
  DBOptions database() {
    return own(new DBOptions())
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        // All families reach the disk as of the same commit: without a log of RocksDB's own, this
        // is what makes a commit atomic across a crash.
        .setAtomicFlush(true)
        .setAvoidFlushDuringShutdown(true)
        .setMaxBackgroundJobs(2)
        .setMaxOpenFiles(options.openFiles())
        // One thread writes: what helps several to write at once only costs.
        .setAllowConcurrentMemtableWrite(false)
        .setEnableWriteThreadAdaptiveYield(false)
        // Lets a large flush reach the disk evenly, so that the Raft log's own fsync need not wait.
        .setBytesPerSync(SYNC_BYTES)
        // What a flush writes is read again when ballots are counted, if at all: to copy it through
        // the system's cache took more than all else that a flush does.
        .setUseDirectIoForFlushAndCompaction(direct)
        // Its history of files tells which keys came together: keep it short.
        .setMaxManifestFileSize(DESCRIPTION_BYTES)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(2)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
  }

  /** Options of one table. */
  ColumnFamilyOptions table(Family family) {
    ColumnFamilyOptions table =
        own(new ColumnFamilyOptions())
            .setTableFormatConfig(format(family))
            // The store flushes after each full buffer: this only bounds many small ones.
            .setWriteBufferSize(2L * options.bufferBytes())
            .setMaxWriteBufferNumber(2)
            .setLevel0FileNumCompactionTrigger(RUNS_BEFORE_MERGE)
            .setLevel0SlowdownWritesTrigger(2 * RUNS_BEFORE_MERGE)
            .setLevel0StopWritesTrigger(3 * RUNS_BEFORE_MERGE)
            .setCompressionPerLevel(FRESH_RUNS_PLAIN);
    return switch (family) {
      case BLOCKS -> apart(table);
      case WAITING ->
          table
              .setLevel0FileNumCompactionTrigger(WAITING_RUNS_BEFORE_MERGE)
              .setCompressionPerLevel(List.of())
              .setCompressionType(CompressionType.NO_COMPRESSION);
      case META, ELECTIONS, DIRECTORIES, INODES, FILES, BLOCK_FILES, VOTERS -> table;
    };
  }

  /**
   * Every block, however small, stands in a blob file: merging the table does not rewrite it, and
   * damage to one leaves all others readable. Ballots may be encrypted: compressing them is in
   * vain.
   */
  private static ColumnFamilyOptions apart(ColumnFamilyOptions table) {
    return table
        .setEnableBlobFiles(true)
        .setMinBlobSize(0)
        .setBlobCompressionType(CompressionType.NO_COMPRESSION)
        .setEnableBlobGarbageCollection(false);
  }

  private BlockBasedTableConfig format(Family family) {
    BlockBasedTableConfig format =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setBlockSize(TABLE_BLOCK_BYTES)
            // Indexes and filters count against the cache: memory stays bounded. Those of runs that
            // wait for a merge stay in it: every reading of a ballot asks each run.
            .setCacheIndexAndFilterBlocks(true)
            .setPinL0FilterAndIndexBlocksInCache(true);
    return switch (family) {
      case FILES, BLOCKS -> format.setFilterPolicy(bloom);
      case META, ELECTIONS, DIRECTORIES, INODES, BLOCK_FILES, WAITING, VOTERS -> format;
    };
  }

  /** Single reads, which fill the cache. */
  ReadOptions read() {
    return own(new ReadOptions());
  }

  /** Walks over many rows, which leave the cache alone. */
  ReadOptions walk() {
    return own(new ReadOptions()).setFillCache(false).setReadaheadSize(SYNC_BYTES);
  }

  /** Walks over a piece of a table, which is small in each of its many runs. */
  ReadOptions piece() {
    return own(new ReadOptions()).setFillCache(false).setReadaheadSize(PIECE_BYTES);
  }

  /** Writes of which the Raft log is the log. */
  WriteOptions unlogged() {
    return own(new WriteOptions()).setDisableWAL(true);
  }

  /** Writes that are durable when they return. */
  WriteOptions durable() {
    return own(new WriteOptions()).setSync(true);
  }

  FlushOptions flush() {
    return own(new FlushOptions()).setWaitForFlush(true);
  }

  @Override
  public void close() {
    owned.reversed().forEach(AbstractImmutableNativeReference::close);
  }
}
