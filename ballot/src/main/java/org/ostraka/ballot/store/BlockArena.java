package org.ostraka.ballot.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.ballot.Block;

/**
 * Blocks outside the heap: while they wait to be saved, they cost the garbage collector nothing,
 * and RocksDB takes them from where they are. It grows by chunks and is used again and again.
 */
final class BlockArena {
  private static final int CHUNK_BYTES = 1 << 20;

  private final List<ByteBuffer> chunks = new ArrayList<>();

  /** The number of the chunk that takes blocks; those behind it are empty. */
  private int current;

  /** Copies the block in and returns its place. */
  long add(Block block) {
    ByteBuffer chunk = chunkFor(block.size());
    long place = (long) current * CHUNK_BYTES + chunk.position();
    block.writeTo(chunk);
    return place;
  }

  private ByteBuffer chunkFor(int bytes) {
    if (current < chunks.size() && chunks.get(current).remaining() < bytes) {
      current++;
    }
    if (current == chunks.size()) {
      chunks.add(ByteBuffer.allocateDirect(CHUNK_BYTES));
    }
    return chunks.get(current);
  }

  /** The block's bytes, as a view. */
  ByteBuffer at(long place, int size) {
    ByteBuffer chunk = chunks.get((int) (place / CHUNK_BYTES));
    return chunk.slice((int) (place % CHUNK_BYTES), size);
  }

  /** Forgets all blocks; gives back what a single large commit took beyond {@code keptBytes}. */
  void clear(int keptBytes) {
    int kept = keptBytes / CHUNK_BYTES + 1;
    if (chunks.size() > kept) {
      chunks.subList(kept, chunks.size()).clear();
    }
    chunks.forEach(ByteBuffer::clear);
    current = 0;
  }
}
