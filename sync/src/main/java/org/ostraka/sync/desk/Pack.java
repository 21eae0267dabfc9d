package org.ostraka.sync.desk;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.ChunkRef;

/**
 * Chunks that were fetched together. Their memory is used again when the pack is closed: nobody may
 * read them then. Of a pack that is not closed it is for the garbage collector.
 */
public final class Pack implements AutoCloseable {
  private final Map<Digest, Chunk> chunks = new HashMap<>();
  private final Runnable giveBack;

  /**
   * @param giveBack is called when nobody reads the chunks any more
   */
  public Pack(Collection<Chunk> chunks, Runnable giveBack) {
    chunks.forEach(chunk -> this.chunks.put(chunk.digest(), chunk));
    this.giveBack = giveBack;
  }

  /** Chunks that keep their memory. */
  public static Pack of(Collection<Chunk> chunks) {
    return new Pack(chunks, () -> {});
  }

  /** All of them. */
  public Collection<Chunk> chunks() {
    return chunks.values();
  }

  /** The chunk, or null if it did not come. */
  @Nullable Chunk chunkOrNull(ChunkRef ref) {
    @Nullable Chunk chunk = chunks.get(ref.digest());
    return chunk == null || chunk.length() != ref.length() ? null : chunk;
  }

  @Override
  public void close() {
    chunks.clear();
    giveBack.run();
  }
}
