package org.ostraka.sync.desk;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.Content;

/**
 * The chunks of small files that were read a moment ago, so that bringing them to the hub needs not
 * read the files again. As many as fit, those that came first; the others are read twice.
 */
final class JustRead {

  /** Files of more bytes are not kept: among what they cost, reading again is little. */
  static final long LARGEST_FILE = 256 << 10;

  private static final long MOST_BYTES = 16 << 20;

  private final Map<Digest, Chunk> chunks = new HashMap<>();
  private long bytes;

  synchronized void keep(Chunk chunk) {
    if (bytes + chunk.length() <= MOST_BYTES && chunks.putIfAbsent(chunk.digest(), chunk) == null) {
      bytes += chunk.length();
    }
  }

  /** The content's only chunk, once; null if it has several, or was not kept. */
  synchronized @Nullable Chunk takeOrNull(Content content) {
    @Nullable Chunk taken =
        content.chunks().size() == 1 ? chunks.remove(content.chunks().getFirst().digest()) : null;
    bytes -= taken == null ? 0 : taken.length();
    return taken;
  }

  /** Forgets all: nothing waits to be sent. */
  synchronized void clear() {
    chunks.clear();
    bytes = 0;
  }
}
