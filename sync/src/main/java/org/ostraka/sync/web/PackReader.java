package org.ostraka.sync.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.chunk.ChunkFrame;
import org.ostraka.sync.desk.Hub;
import org.ostraka.sync.desk.Pack;

/**
 * Reads packs that a hub sends, the large chunks of each into memory that is used again: fresh
 * memory has to be cleared, and to copy what is under way in every collection took the receiving
 * desk a quarter of its time. Safe for several threads.
 */
final class PackReader {

  /** Smaller chunks, of which there are many, have memory of their own. */
  private static final int LARGE = 64 << 10;

  private static final int MOST_KEPT = 8;

  private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(MOST_KEPT);

  /**
   * Reads a pack to its end.
   *
   * @throws IOException if it is not undamaged frames of just these chunks, each once
   */
  Pack read(InputStream in, Set<Digest> asked) throws IOException, Fault {
    Reading reading = new Reading(in, new HashSet<>(asked));
    List<Chunk> chunks = reading.toEnd();
    return new Pack(chunks, reading::giveBack);
  }

  /** One pack on its way into memory. */
  private final class Reading {
    private final InputStream in;
    private final Set<Digest> left;

    /** Shared by the large chunks; taken for the first of them. */
    private byte @Nullable [] memory;

    private int used;

    Reading(InputStream in, Set<Digest> left) {
      this.in = in;
      this.left = left;
    }

    List<Chunk> toEnd() throws IOException, Fault {
      List<Chunk> chunks = new ArrayList<>();
      byte[] head = in.readNBytes(ChunkFrame.HEADER_BYTES);
      while (head.length == ChunkFrame.HEADER_BYTES) {
        chunks.add(chunk(head));
        head = in.readNBytes(ChunkFrame.HEADER_BYTES);
      }
      if (head.length > 0) {
        throw new IOException("the hub's pack is cut short");
      }
      if (!left.isEmpty()) {
        throw new IOException("the hub's pack lacks %d chunks".formatted(left.size()));
      }
      return chunks;
    }

    private Chunk chunk(byte[] head) throws IOException, Fault {
      int stored = ChunkFrame.storedLength(ByteBuffer.wrap(head));
      if (stored < 1 || stored > ChunkRef.MAX_LENGTH) {
        throw new IOException("the hub's pack is damaged");
      }
      ByteBuffer content = room(stored);
      int from = content.arrayOffset() + content.position();
      int got = in.readNBytes(content.array(), from, stored);
      @Nullable Chunk chunk = got < stored ? null : ChunkFrame.chunkOrNull(head, content);
      if (chunk == null || !left.remove(chunk.digest())) {
        throw new IOException("the hub's pack is damaged or has what was not asked for");
      }
      return chunk;
    }

    private ByteBuffer room(int length) {
      if (length >= LARGE && memory == null) {
        byte @Nullable [] kept = free.poll();
        memory = kept == null ? new byte[Hub.MAX_PACK_BYTES] : kept;
      }
      byte @Nullable [] shared = memory;
      if (length < LARGE || shared == null || used + length > shared.length) {
        return ByteBuffer.wrap(new byte[length]);
      }
      used += length;
      return ByteBuffer.wrap(shared, used - length, length);
    }

    void giveBack() {
      byte @Nullable [] shared = memory;
      if (shared != null) {
        memory = null;
        // What does not fit is for the garbage collector.
        boolean _ = free.offer(shared);
      }
    }
  }
}
