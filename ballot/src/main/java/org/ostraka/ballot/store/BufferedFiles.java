package org.ostraka.ballot.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.box.Change;

/**
 * The valid files of one election that are not saved yet, as the rows that they will be. Numbered
 * as they came, and saved by name: the order of their arrival is nobody's business.
 *
 * <p>In the arena a file has the length of its name, the size of its block, its row, its name and
 * its block.
 */
final class BufferedFiles {
  private static final int ROW_AT = Short.BYTES + Integer.BYTES;
  private static final int NAME_AT = ROW_AT + Rows.FILE_BYTES;

  private final RowArena arena;
  private long[] places = new long[16];
  private int[] hashes = new int[16];
  private int count;
  private long blockBytes;

  BufferedFiles(RowArena arena) {
    this.arena = arena;
  }

  void put(Change.FilePut file) {
    makeRoom();
    byte[] name = Keys.utf8(file.name());
    Block block = file.block();
    ByteBuffer to = arena.room(NAME_AT + name.length + block.size());
    places[count] = arena.end();
    hashes[count] = file.name().hashCode();
    to.putShort((short) name.length).putInt(block.size());
    Rows.writeFile(file.digest(), block.size(), file.hour(), to);
    to.put(name);
    block.writeTo(to);
    blockBytes += block.size();
    count++;
  }

  private void makeRoom() {
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
  }

  void clear() {
    count = 0;
    blockBytes = 0;
  }

  /** Bytes of all blocks. */
  long blockBytes() {
    return blockBytes;
  }

  /**
   * Appends all blocks to a file, by name, and adds the rows to the batch that tell their places.
   */
  void save(byte[] prefix, Batch batch, BlockFile to) throws IOException {
    for (int file : NameOrder.of(count, this::letter, this::nameLength)) {
      batch.putFile(prefix, name(file), row(file), to.append(block(file)));
    }
  }

  /** Adds the rows of all files to the batch, with their blocks, by name. */
  void save(byte[] prefix, Batch batch) throws IOException {
    for (int file : NameOrder.of(count, this::letter, this::nameLength)) {
      batch.putFile(prefix, name(file), row(file), block(file));
    }
  }

  private ByteBuffer chunk(int file) {
    return arena.chunk(places[file]);
  }

  private int at(int file) {
    return RowArena.offset(places[file]);
  }

  private int nameLength(int file) {
    return chunk(file).getShort(at(file));
  }

  private int letter(int file, int index) {
    return chunk(file).get(at(file) + NAME_AT + index) & 0xff;
  }

  private ByteBuffer name(int file) {
    return chunk(file).slice(at(file) + NAME_AT, nameLength(file));
  }

  private ByteBuffer row(int file) {
    return chunk(file).slice(at(file) + ROW_AT, Rows.FILE_BYTES);
  }

  private ByteBuffer block(int file) {
    ByteBuffer chunk = chunk(file);
    int size = chunk.getInt(at(file) + Short.BYTES);
    return chunk.slice(at(file) + NAME_AT + nameLength(file), size);
  }

  /** What lists show of the file, or null if it is not here. */
  @Nullable FileEntry entryOrNull(BallotPath name) throws IOException {
    int file = number(name);
    return file < 0 ? null : entry(name, file);
  }

  private FileEntry entry(BallotPath name, int file) throws IOException {
    byte[] row = new byte[Rows.FILE_BYTES];
    row(file).get(row);
    return Rows.file(name, row);
  }

  /** A copy of the file, or null if it is not here. */
  @Nullable StoredFile fileOrNull(BallotPath name) throws IOException {
    int file = number(name);
    if (file < 0) {
      return null;
    }
    ByteBuffer block = block(file);
    return new StoredFile(entry(name, file), Block.readFrom(block, block.remaining()));
  }

  /** The number of the file, or -1. Seldom asked, for the filter of names knows most of them. */
  private int number(BallotPath name) {
    int hash = name.hashCode();
    ByteBuffer wanted = ByteBuffer.wrap(Keys.utf8(name));
    for (int file = count - 1; file >= 0; file--) {
      if (hashes[file] == hash && name(file).equals(wanted)) {
        return file;
      }
    }
    return -1;
  }
}
