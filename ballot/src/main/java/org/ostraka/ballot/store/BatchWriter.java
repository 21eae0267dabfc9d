package org.ostraka.ballot.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;

/**
 * Writes commits into the replicated tables, all of a buffer in one atomic batch. Each table's rows
 * go in sorted: RocksDB takes them faster so, and the numbers it gives them do not tell which voter
 * came with which file.
 */
final class BatchWriter implements Closeable {
  /** Blocks of fewer bytes than this are rows: a file of their own would be small. */
  private static final int LEAST_FILE_BYTES = 1 << 20;

  private final BlockFiles blocks;
  private final int leastFileBytes;
  private final Batch batch;
  private final WaitingChunks waiting;

  BatchWriter(Tables tables, BlockFiles blocks, int bufferBytes) throws IOException {
    this.blocks = blocks;
    this.leastFileBytes = Math.min(LEAST_FILE_BYTES, bufferBytes / 8);
    this.batch = new Batch(tables);
    this.waiting = WaitingChunks.of(tables);
  }

  /** Writes the buffer, or, when this throws, nothing of it. */
  void write(CommitBuffer buffer) throws IOException {
    batch.discard();
    for (Map.Entry<ElectionName, ElectionBuffer> election : buffer.elections().entrySet()) {
      add(election.getKey(), election.getValue());
      waiting.save(election.getKey(), buffer.applied().index(), election.getValue(), batch);
    }
    Meta.putApplied(batch, buffer.applied());
    batch.write();
  }

  private void add(ElectionName name, ElectionBuffer election) throws IOException {
    byte[] prefix = Keys.of(name);
    if (election.dropped()) {
      batch.drop(name);
    }
    Election own = election.rowOrNull();
    if (own != null) {
      batch.key(prefix);
      Rows.write(own, batch.row());
      batch.put(Family.ELECTIONS);
    }
    addDirectories(prefix, election);
    election.inodes().save(prefix, batch);
    addFiles(prefix, election.files());
  }

  private void addFiles(byte[] prefix, BufferedFiles files) throws IOException {
    if (files.blockBytes() < leastFileBytes) {
      files.save(prefix, batch);
      return;
    }
    try (BlockFile to = blocks.create()) {
      files.save(prefix, batch, to);
      to.force();
      batch.putBlockFile(prefix, to.number());
    }
  }

  private void addDirectories(byte[] prefix, ElectionBuffer election) throws IOException {
    for (BallotPath directory : election.directories()) {
      batch.key(prefix).put(Keys.utf8(directory));
      Rows.writeDirectory(batch.row());
      batch.put(Family.DIRECTORIES);
    }
  }

  @Override
  public void close() {
    batch.close();
  }
}
