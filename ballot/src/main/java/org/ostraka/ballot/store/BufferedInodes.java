package org.ostraka.ballot.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.ostraka.ballot.box.Change;

/**
 * The inodes of one election that changed and are not saved yet, as the rows that they will be;
 * saved by number. In the arena each is its row behind the row's length.
 */
final class BufferedInodes {
  private final RowArena arena;
  private long[] places = new long[16];

  /** Inode number, then number of arrival. */
  private long[] keys = new long[16];

  private int count;

  BufferedInodes(RowArena arena) {
    this.arena = arena;
  }

  void put(Change.InodePut inode) {
    makeRoom();
    ByteBuffer to = arena.room(Short.BYTES + Rows.MAX_INODE_BYTES);
    places[count] = arena.end();
    keys[count] = (long) inode.inode().value() << Integer.SIZE | count;
    int start = to.position();
    to.putShort((short) 0);
    Rows.write(inode.voter(), inode.state(), to);
    to.putShort(start, (short) (to.position() - start - Short.BYTES));
    count++;
  }

  private void makeRoom() {
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
      keys = Arrays.copyOf(keys, 2 * count);
    }
  }

  void clear() {
    count = 0;
  }

  /** Adds the latest row of each inode to the batch, by number. */
  void save(byte[] prefix, Batch batch) throws IOException {
    long[] sorted = Arrays.copyOf(keys, count);
    Arrays.sort(sorted);
    for (int i = 0; i < count; i++) {
      int inode = (int) (sorted[i] >>> Integer.SIZE);
      if (i + 1 == count || (int) (sorted[i + 1] >>> Integer.SIZE) != inode) {
        batch.key(prefix).putInt(inode);
        batch.put(Family.INODES, row((int) sorted[i]));
      }
    }
  }

  private ByteBuffer row(int number) {
    ByteBuffer chunk = arena.chunk(places[number]);
    int at = RowArena.offset(places[number]);
    return chunk.slice(at + Short.BYTES, chunk.getShort(at));
  }
}
