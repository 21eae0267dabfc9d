package org.ostraka.sync.chunk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;

/**
 * Memory of the large frames that were stored last, by all stores of a hub: the other desks ask for
 * them at once, and are not to wait for the disk. A ring, whose memory is taken when it is needed
 * for the first time and then used again. Safe for several threads.
 */
public final class RecentFrames {
  private static final int SLAB_BYTES = 8 << 20;

  /**
   * Smaller ones are so many that finding them would cost memory. Those of small files are worth
   * it: what was written past the system's cache is read from the disk.
   */
  private static final int LEAST_BYTES = 4 << 10;

  private final int most;
  private final List<Slab> slabs = new ArrayList<>();
  private final Map<Digest, Place> places = new HashMap<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private int current;

  /** A piece of the ring, and what is in it. */
  private record Slab(ByteBuffer bytes, List<Digest> frames) {}

  /** Where a frame is. */
  private record Place(int slab, int offset, int size) {}

  /**
   * @param mostBytes of memory
   */
  public RecentFrames(long mostBytes) {
    this.most = (int) (mostBytes / SLAB_BYTES);
  }

  /** Copies a frame, in the place of the oldest. */
  void remember(ChunkFrame frame) {
    if (frame.size() < LEAST_BYTES || most == 0) {
      return;
    }
    lock.writeLock().lock();
    try {
      Slab slab = slabFor(frame.size());
      int offset = slab.bytes.position();
      slab.bytes.put(frame.bytes());
      slab.frames.add(frame.digest());
      places.put(frame.digest(), new Place(current, offset, frame.size()));
    } finally {
      lock.writeLock().unlock();
    }
  }

  private Slab slabFor(int size) {
    if (slabs.isEmpty() || slabs.get(current).bytes.remaining() < size) {
      current = slabs.size() < most ? slabs.size() : (current + 1) % most;
      if (current == slabs.size()) {
        slabs.add(new Slab(ByteBuffer.allocateDirect(SLAB_BYTES), new ArrayList<>()));
      }
      empty(current);
    }
    return slabs.get(current);
  }

  private void empty(int number) {
    Slab slab = slabs.get(number);
    for (Digest digest : slab.frames) {
      @Nullable Place place = places.get(digest);
      if (place != null && place.slab == number) {
        places.remove(digest);
      }
    }
    slab.frames.clear();
    slab.bytes.clear();
  }

  /** The frame's bytes, or null if it is not remembered. */
  @Nullable ByteBuffer bytesOrNull(Digest digest) {
    lock.readLock().lock();
    try {
      @Nullable Place place = places.get(digest);
      return place == null ? null : copied(place, new byte[place.size]);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** As {@link #bytesOrNull(Digest)}, copied into this memory; null also if that is too little. */
  @Nullable ByteBuffer bytesOrNull(Digest digest, byte[] memory) {
    lock.readLock().lock();
    try {
      @Nullable Place place = places.get(digest);
      return place == null || place.size > memory.length ? null : copied(place, memory);
    } finally {
      lock.readLock().unlock();
    }
  }

  private ByteBuffer copied(Place place, byte[] memory) {
    slabs.get(place.slab).bytes.get(place.offset, memory, 0, place.size);
    return ByteBuffer.wrap(memory, 0, place.size);
  }
}
