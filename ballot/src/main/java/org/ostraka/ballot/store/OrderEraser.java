package org.ostraka.ballot.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.box.DamagedFileException;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.MutableColumnFamilyOptions;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites a closed election's rows in the order of their keys, each table for itself, without the
 * sequence numbers that RocksDB gave them when they came, and removes the rows of claims that
 * waited: so that the files on disk do not tell whose ballot came when. Until then, and in older
 * copies, they may; docs/format/ballot.md says what remains.
 */
final class OrderEraser implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(OrderEraser.class);

  private static final List<Family> TELL_ORDER =
      List.of(Family.WAITING, Family.INODES, Family.FILES, Family.BLOCKS, Family.BLOCK_FILES);

  /** Blocks whose rows follow them in one batch. */
  private static final int BLOCKS_A_BATCH = 4_096;

  private final Tables tables;
  private final BlockFiles blocks;
  private final WriteBehind writes;
  private final CompactRangeOptions rewriteAll =
      new CompactRangeOptions()
          .setBottommostLevelCompaction(BottommostLevelCompaction.kForceOptimized)
          .setExclusiveManualCompaction(false);
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("ballot-order-eraser").daemon().factory());

  private volatile boolean stopped;

  OrderEraser(Tables tables, BlockFiles blocks, WriteBehind writes) {
    this.tables = tables;
    this.blocks = blocks;
    this.writes = writes;
  }

  /** Begins what an earlier run did not end. */
  void resume() throws IOException {
    for (Election election : new BoxRows(tables).elections()) {
      if (election.phase() == Phase.CLOSED && !Meta.isOrderErased(tables, election.name())) {
        begin(election.name());
      }
    }
  }

  /** Erases in the background; should it fail, the next start tries again. */
  void begin(ElectionName election) {
    background.execute(() -> {
      try {
        erase(election);
      } catch (IOException e) {
        LOG.warn(
            "The order of arrival in election {} is not erased yet, the next start tries again:"
                + " {}",
            election,
            e.getMessage());
      }
    });
  }

  /**
   * Erases now; durable when this returns.
   *
   * @throws DamagedFileException if a block cannot be read back: nothing was erased
   */
  synchronized void erase(ElectionName election) throws IOException {
    requireReadable();
    writes.flush();
    gatherBlocks(election);
    try {
      relocateBlocks(true);
      for (Family family : TELL_ORDER) {
        compact(family, election);
      }
    } catch (RocksDBException e) {
      throw tables.failure(e);
    } finally {
      stopRelocating();
    }
    writes.write(batch -> Meta.putOrderErased(batch, election));
    writes.flush();
  }

  /** RocksDB would stop all writes if it met a damaged block while rewriting. */
  private void requireReadable() throws IOException {
    for (Election election : new BoxRows(tables).elections()) {
      requireReadable(election.name());
    }
  }

  private void requireReadable(ElectionName election) throws IOException {
    try (FileWalk files = new FileWalk(tables, election)) {
      while (files.next()) {
        if (stopped) {
          throw new IOException("the server stops");
        }
        if (files.blockOrNull() == null) {
          throw new DamagedFileException(election, files.entry().name(), null);
        }
      }
    }
  }

  /** Moves all blocks of the election into one file, in order of name. */
  private void gatherBlocks(ElectionName election) throws IOException {
    byte[] prefix = Keys.of(election);
    List<Long> before = blocks.of(election);
    try (FileWalk files = new FileWalk(tables, election);
        BlockFile to = blocks.create()) {
      to.force();
      writes.write(batch -> batch.putBlockFile(prefix, to.number()));
      while (moveSome(prefix, files, to)) {}
    }
    writes.write(batch -> {
      batch.removeRange(Family.BLOCKS, prefix, Keys.behind(election));
      for (long number : before) {
        batch.removeBlockFile(prefix, number);
      }
    });
    writes.removeBlocks(before);
  }

  /** Moves the next blocks, durably, then their rows; false when those were the last. */
  private boolean moveSome(byte[] prefix, FileWalk files, BlockFile to) throws IOException {
    List<Moved> moved = new ArrayList<>();
    while (moved.size() < BLOCKS_A_BATCH && files.next()) {
      FileEntry entry = files.entry();
      Block block = files.blockOrNull();
      if (stopped || block == null) {
        throw new IOException("file %s cannot be moved now".formatted(entry.name()));
      }
      moved.add(new Moved(entry, to.append(ByteBuffer.wrap(block.toBytes()))));
    }
    to.force();
    writes.write(batch -> {
      for (Moved file : moved) {
        batch.putFile(prefix, file.entry(), file.place());
      }
    });
    return moved.size() == BLOCKS_A_BATCH;
  }

  /** A file whose block was moved. */
  private record Moved(FileEntry entry, BlockPlace place) {}

  private void relocateBlocks(boolean enabled) throws RocksDBException {
    MutableColumnFamilyOptions options =
        MutableColumnFamilyOptions.builder()
            .setEnableBlobGarbageCollection(enabled)
            .setBlobGarbageCollectionAgeCutoff(1.0)
            .build();
    tables.database().setOptions(tables.handle(Family.BLOCKS), options);
  }

  private void stopRelocating() throws IOException {
    try {
      relocateBlocks(false);
    } catch (RocksDBException e) {
      throw tables.failure(e);
    }
  }

  private void compact(Family family, ElectionName election) throws RocksDBException {
    tables
        .database()
        .compactRange(tables.handle(family), Keys.of(election), Keys.behind(election), rewriteAll);
  }

  /** Stops what is under way; it is begun anew after the next start. */
  @Override
  public void close() {
    stopped = true;
    rewriteAll.setCanceled(true);
    background.close();
    rewriteAll.close();
  }
}
