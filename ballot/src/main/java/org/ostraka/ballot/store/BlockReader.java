package org.ostraka.ballot.store;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.StoredFile;

/** Reads blocks for one thread, and keeps open the files that it read last. */
final class BlockReader implements Closeable {
  private static final int MOST_OPEN = 64;

  private final Tables tables;
  private final Map<Long, RandomAccessFile> open = new LinkedHashMap<>(16, 0.75f, true);

  BlockReader(Tables tables) {
    this.tables = tables;
  }

  /**
   * The block of a file.
   *
   * @param key of its row in the table of files
   * @throws IOException if it cannot be read back, or is not what was written
   */
  Block read(byte[] key, byte[] row, FileEntry entry) throws IOException {
    try {
      return requireIntact(new StoredFile(entry, block(key, row, entry.size())));
    } catch (IOException e) {
      // It may have moved since the row was read.
      byte @Nullable [] now = tables.rowOrNull(Family.FILES, key);
      if (now == null || Arrays.equals(now, row)) {
        throw e;
      }
      return read(key, now, entry);
    }
  }

  private static Block requireIntact(StoredFile file) throws IOException {
    if (!file.isIntact()) {
      throw new IOException("its block does not match its digest");
    }
    return file.block();
  }

  private Block block(byte[] key, byte[] row, int size) throws IOException {
    BlockPlace place = Rows.placeOrNull(row);
    if (place != null) {
      return Block.readFrom(bytes(place, size), size);
    }
    byte @Nullable [] block = tables.rowOrNull(Family.BLOCKS, key);
    if (block == null) {
      throw new EOFException("its block is missing");
    }
    return Block.readFrom(ByteBuffer.wrap(block), block.length);
  }

  private ByteBuffer bytes(BlockPlace place, int size) throws IOException {
    if (size < 0 || size > Block.MAX_BYTES) {
      throw new IOException("a block of %d bytes: at most %d".formatted(size, Block.MAX_BYTES));
    }
    byte[] bytes = new byte[size];
    RandomAccessFile file = file(place.file());
    file.seek(place.offset());
    file.readFully(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private RandomAccessFile file(long number) throws IOException {
    RandomAccessFile file = open.get(number);
    if (file == null) {
      closeEldest();
      file = new RandomAccessFile(BlockFiles.path(tables.directory(), number).toFile(), "r");
      open.put(number, file);
    }
    return file;
  }

  private void closeEldest() throws IOException {
    if (open.size() >= MOST_OPEN) {
      Iterator<RandomAccessFile> eldest = open.values().iterator();
      eldest.next().close();
      eldest.remove();
    }
  }

  @Override
  public void close() throws IOException {
    for (RandomAccessFile file : open.values()) {
      file.close();
    }
  }
}
