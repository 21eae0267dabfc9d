package org.ostraka.sync.hub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.sync.chunk.ChunkFrame;
import org.ostraka.sync.chunk.ChunkStore;

/**
 * Chunks on their way into the store, those of many small files with one fsync. Safe for several
 * threads.
 */
final class ChunkPack {

  /** So much is put at a time. */
  static final int BYTES = 8 << 20;

  private final ChunkStore store;
  private final List<ChunkFrame> frames = new ArrayList<>();
  private long bytes;

  ChunkPack(ChunkStore store) {
    this.store = store;
  }

  /** Takes a chunk, which is durable after the next {@link #put} at the latest. */
  synchronized void keep(ChunkFrame frame) throws IOException {
    frames.add(frame);
    bytes += frame.size();
    if (bytes >= BYTES) {
      put();
    }
  }

  /** All that was kept is durable when this returns. */
  synchronized void put() throws IOException {
    if (!frames.isEmpty()) {
      store.put(frames);
      frames.clear();
      bytes = 0;
    }
  }
}
