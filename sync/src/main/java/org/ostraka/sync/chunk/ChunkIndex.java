package org.ostraka.sync.chunk;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;

/**
 * Where each chunk is: a hash table of plain numbers, some 50 bytes a chunk, because objects would
 * take five times as much. It knows 128 bits of each digest; whoever reads the frame found compares
 * the rest. Not safe for several threads.
 */
final class ChunkIndex {
  private static final int FIRST_CAPACITY = 1 << 10;
  private static final int LONGS = 3;

  /** Place 0 would be a frame in the head of segment 0, where none is: it marks a free slot. */
  private static final long FREE = 0;

  private long[] slots = new long[FIRST_CAPACITY * LONGS];
  private int[] sizes = new int[FIRST_CAPACITY];
  private int count;

  /**
   * A frame's place.
   *
   * @param segment number of the file, below 2^23
   * @param offset of the frame in it, in bytes
   * @param size of the frame with its header, in bytes
   */
  record Place(int segment, long offset, int size) {}

  int count() {
    return count;
  }

  private static int capacity(long[] slots) {
    return slots.length / LONGS;
  }

  /** The slot of the digest, or the free one where it belongs. */
  private static int find(long[] slots, long high, long low) {
    int mask = capacity(slots) - 1;
    // The digest is random already: its own bits are the hash.
    int at = (int) low & mask;
    while (slots[at * LONGS + 2] != FREE
        && (slots[at * LONGS] != high || slots[at * LONGS + 1] != low)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  boolean contains(Digest digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest.toBytes());
    return slots[find(slots, bytes.getLong(), bytes.getLong()) * LONGS + 2] != FREE;
  }

  /** The chunk's place, or null. */
  @Nullable Place getOrNull(Digest digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest.toBytes());
    int at = find(slots, bytes.getLong(), bytes.getLong());
    long place = slots[at * LONGS + 2];
    return place == FREE
        ? null
        : new Place((int) (place >>> 40), place & ((1L << 40) - 1), sizes[at]);
  }

  void put(Digest digest, Place place) {
    if (count * 3 >= capacity(slots) * 2) {
      grow();
    }
    ByteBuffer bytes = ByteBuffer.wrap(digest.toBytes());
    long high = bytes.getLong();
    long low = bytes.getLong();
    int at = find(slots, high, low);
    if (slots[at * LONGS + 2] == FREE) {
      count++;
    }
    slots[at * LONGS] = high;
    slots[at * LONGS + 1] = low;
    slots[at * LONGS + 2] = (long) place.segment << 40 | place.offset;
    sizes[at] = place.size;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    int[] largerSizes = new int[sizes.length * 2];
    for (int at = 0; at < sizes.length; at++) {
      if (slots[at * LONGS + 2] != FREE) {
        int to = find(larger, slots[at * LONGS], slots[at * LONGS + 1]);
        System.arraycopy(slots, at * LONGS, larger, to * LONGS, LONGS);
        largerSizes[to] = sizes[at];
      }
    }
    slots = larger;
    sizes = largerSizes;
  }
}
