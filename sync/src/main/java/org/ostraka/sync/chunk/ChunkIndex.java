package org.ostraka.sync.chunk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** By slot: whether anybody put, asked for or named the chunk since {@link #forgetWanted}. */
  private boolean[] wanted = new boolean[FIRST_CAPACITY];

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

  /** Whether the chunk is here; it is wanted from now on. Readers may do this at the same time. */
  boolean want(Digest digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest.toBytes());
    int at = find(slots, bytes.getLong(), bytes.getLong());
    boolean here = slots[at * LONGS + 2] != FREE;
    if (here) {
      wanted[at] = true;
    }
    return here;
  }

  /** From now on no chunk is wanted but those that somebody wants again. */
  void forgetWanted() {
    Arrays.fill(wanted, false);
  }

  /** The bytes of the wanted chunks in each segment that has any. */
  Map<Integer, Long> wantedBytes() {
    Map<Integer, Long> bytes = new HashMap<>();
    for (int at = 0; at < sizes.length; at++) {
      if (slots[at * LONGS + 2] != FREE && wanted[at]) {
        bytes.merge(place(at).segment, (long) sizes[at], Long::sum);
      }
    }
    return bytes;
  }

  /** Where the wanted chunks of a segment are, in the order of the file. */
  List<Place> wantedIn(int segment) {
    List<Place> places = new ArrayList<>();
    for (int at = 0; at < sizes.length; at++) {
      boolean in = slots[at * LONGS + 2] != FREE && place(at).segment == segment;
      if (in && wanted[at]) {
        places.add(place(at));
      }
    }
    places.sort(Comparator.comparingLong(Place::offset));
    return places;
  }

  /** Forgets every chunk that is in one of these segments. */
  void drop(Set<Integer> segments) {
    ChunkIndex kept = new ChunkIndex();
    for (int at = 0; at < sizes.length; at++) {
      if (slots[at * LONGS + 2] != FREE && !segments.contains(place(at).segment)) {
        kept.put(slots[at * LONGS], slots[at * LONGS + 1], place(at), wanted[at]);
      }
    }
    slots = kept.slots;
    sizes = kept.sizes;
    wanted = kept.wanted;
    count = kept.count;
  }

  private Place place(int at) {
    long place = slots[at * LONGS + 2];
    return new Place((int) (place >>> 40), place & ((1L << 40) - 1), sizes[at]);
  }

  /** The chunk's place, or null. */
  @Nullable Place getOrNull(Digest digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest.toBytes());
    int at = find(slots, bytes.getLong(), bytes.getLong());
    return slots[at * LONGS + 2] == FREE ? null : place(at);
  }

  void put(Digest digest, Place place) {
    ByteBuffer bytes = ByteBuffer.wrap(digest.toBytes());
    put(bytes.getLong(), bytes.getLong(), place, true);
  }

  private void put(long high, long low, Place place, boolean isWanted) {
    if (count * 3 >= capacity(slots) * 2) {
      grow();
    }
    int at = find(slots, high, low);
    if (slots[at * LONGS + 2] == FREE) {
      count++;
    }
    slots[at * LONGS] = high;
    slots[at * LONGS + 1] = low;
    slots[at * LONGS + 2] = (long) place.segment << 40 | place.offset;
    sizes[at] = place.size;
    wanted[at] = isWanted;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    int[] largerSizes = new int[sizes.length * 2];
    boolean[] largerWanted = new boolean[sizes.length * 2];
    for (int at = 0; at < sizes.length; at++) {
      if (slots[at * LONGS + 2] != FREE) {
        int to = find(larger, slots[at * LONGS], slots[at * LONGS + 1]);
        System.arraycopy(slots, at * LONGS, larger, to * LONGS, LONGS);
        largerSizes[to] = sizes[at];
        largerWanted[to] = wanted[at];
      }
    }
    slots = larger;
    sizes = largerSizes;
    wanted = largerWanted;
  }
}
