package org.ostraka.sync.chunk;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Memory for frames that are read and at once written elsewhere, used again: fresh memory has to be
 * cleared, and is in no processor's cache. Safe for several threads.
 */
final class FrameMemory {

  /** Larger frames, which are rare, have memory of their own. */
  private static final int BYTES = 2 << 20;

  private static final int MOST_KEPT = 8;

  private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(MOST_KEPT);

  /** At least so many bytes, until they are given back. */
  byte[] take(int size) {
    if (size > BYTES) {
      return new byte[size];
    }
    byte @Nullable [] kept = free.poll();
    return kept == null ? new byte[BYTES] : kept;
  }

  /** Nobody reads them any more. */
  void give(byte[] memory) {
    if (memory.length == BYTES) {
      // What does not fit is for the garbage collector.
      boolean _ = free.offer(memory);
    }
  }
}
