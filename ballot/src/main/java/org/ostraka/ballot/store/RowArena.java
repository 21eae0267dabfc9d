package org.ostraka.ballot.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows outside the heap: while they wait to be saved, they cost the garbage collector nothing, and
 * RocksDB takes them from where they are. It grows by chunks and is used again and again.
 */
final class RowArena {
  private static final int CHUNK_BYTES = 1 << 20;

  private final List<ByteBuffer> chunks = new ArrayList<>();

  /** The number of the chunk that takes rows; those behind it are empty. */
  private int current;

  /** Where the caller appends so many bytes, at most those of the longest row. */
  ByteBuffer room(int bytes) {
    if (current < chunks.size() && chunks.get(current).remaining() < bytes) {
      current++;
    }
    if (current == chunks.size()) {
      chunks.add(ByteBuffer.allocateDirect(CHUNK_BYTES));
    }
    return chunks.get(current);
  }

  /** The place of what is appended next to what {@link #room} gave. */
  long end() {
    return (long) current * CHUNK_BYTES + chunks.get(current).position();
  }

  /** The chunk of a place, to be read at {@link #offset}. */
  ByteBuffer chunk(long place) {
    return chunks.get((int) (place / CHUNK_BYTES));
  }

  static int offset(long place) {
    return (int) (place % CHUNK_BYTES);
  }

  /** Forgets all rows; gives back what a single large commit took beyond {@code keptBytes}. */
  void clear(int keptBytes) {
    int kept = keptBytes / CHUNK_BYTES + 1;
    if (chunks.size() > kept) {
      chunks.subList(kept, chunks.size()).clear();
    }
    chunks.forEach(ByteBuffer::clear);
    current = 0;
  }
}
