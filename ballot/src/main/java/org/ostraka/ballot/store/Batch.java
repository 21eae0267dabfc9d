package org.ostraka.ballot.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Rows that are written together or not at all. One thread fills it, row by row: {@link #key},
 * {@link #row}, {@link #put}. It is used again and again, and so are its buffers.
 */
final class Batch implements Closeable {
  private final Tables tables;
  private final WriteBatch batch = new WriteBatch();
  private final ByteBuffer key = ByteBuffer.allocateDirect(Keys.MAX_BYTES);
  private final ByteBuffer row = ByteBuffer.allocateDirect(Rows.MAX_BYTES);

  Batch(Tables tables) {
    this.tables = tables;
  }

  /** Begins a row; the caller appends the rest of its key. */
  ByteBuffer key(byte[] prefix) {
    row.clear();
    return key.clear().put(prefix);
  }

  /** Begins the key of a row whose content is there already. */
  ByteBuffer keyOfRow(byte[] prefix) {
    return key.clear().put(prefix);
  }

  /** Takes the row's content. */
  ByteBuffer row() {
    return row;
  }

  /** Ends the row; the next one may be of another family under the same key. */
  void put(Family family) throws IOException {
    put(family, row.flip());
    row.clear();
  }

  /**
   * Ends the row whose key was begun; the next one may be of another family under the same key.
   *
   * @param content outside the heap
   */
  void put(Family family, ByteBuffer content) throws IOException {
    try {
      batch.put(tables.handle(family), key.flip(), content);
    } catch (RocksDBException e) {
      throw tables.failure(e);
    }
  }

  /**
   * Puts the row of a file whose block stands in a file of blocks.
   *
   * @param entry its row without the place
   */
  void putFile(byte[] prefix, ByteBuffer name, ByteBuffer entry, BlockPlace block)
      throws IOException {
    key(prefix).put(name);
    Rows.writePlaced(entry, block, row);
    put(Family.FILES);
  }

  /** Puts the row of a file whose block moved. */
  void putFile(byte[] prefix, FileEntry entry, BlockPlace block) throws IOException {
    key(prefix).put(Keys.utf8(entry.name()));
    Rows.write(entry, block, row);
    put(Family.FILES);
  }

  /** Lets a file of blocks count no more. */
  void removeBlockFile(byte[] prefix, long number) throws IOException {
    try {
      batch.delete(tables.handle(Family.BLOCK_FILES), key(prefix).putLong(number).flip());
    } catch (RocksDBException e) {
      throw tables.failure(e);
    }
  }

  /** Lets a file of blocks count. */
  void putBlockFile(byte[] prefix, long number) throws IOException {
    key(prefix).putLong(number);
    Rows.writeBlockFile(row);
    put(Family.BLOCK_FILES);
  }

  /**
   * Puts both rows of a file's side.
   *
   * @param entry its row in the table of files; outside the heap, as the block is
   */
  void putFile(byte[] prefix, ByteBuffer name, ByteBuffer entry, ByteBuffer block)
      throws IOException {
    key(prefix).put(name);
    put(Family.FILES, entry);
    put(Family.BLOCKS, block);
  }

  /** Puts both rows of a file's side. */
  void putFile(byte[] prefix, FileEntry entry, Block block) throws IOException {
    key(prefix).put(Keys.utf8(entry.name()));
    Rows.write(entry, row);
    put(Family.FILES);
    block.writeTo(row);
    put(Family.BLOCKS);
  }

  /** Removes the rows from one key to before another; rows put later stay. */
  void removeRange(Family family, byte[] from, byte[] to) throws IOException {
    try {
      batch.deleteRange(tables.handle(family), from, to);
    } catch (RocksDBException e) {
      throw tables.failure(e);
    }
  }

  /** Removes all rows of an election; rows put later stay. */
  void drop(ElectionName election) throws IOException {
    for (Family family : Family.OF_ELECTIONS) {
      removeRange(family, Keys.of(election), Keys.behind(election));
    }
  }

  /** Writes all rows since the last time; durable after the next {@link Tables#flush}. */
  void write() throws IOException {
    tables.write(batch);
    batch.clear();
  }

  /** Writes all rows since the last time, durably. */
  void writeDurably() throws IOException {
    tables.writeDurably(batch);
    batch.clear();
  }

  /** Forgets all rows since the last write. */
  void discard() {
    batch.clear();
  }

  @Override
  public void close() {
    batch.close();
  }
}
