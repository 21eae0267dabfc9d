package org.ostraka.sync;

import java.util.List;

/**
 * What a file holds: its chunks from beginning to end.
 *
 * <p><b>Invariant:</b> the chunks' lengths add up to the size; an empty file has no chunks.
 *
 * @param size in bytes
 */
public record Content(long size, List<ChunkRef> chunks) {

  /** The most chunks of one file: 256 GiB at 1 MiB a chunk. */
  public static final int MAX_CHUNKS = 1 << 18;

  /** The content of an empty file. */
  public static final Content EMPTY = new Content(0, List.of());

  /** Checks the invariant. */
  public Content {
    if (chunks.size() > MAX_CHUNKS) {
      throw new IllegalArgumentException(
          "%d chunks: a file has at most %d".formatted(chunks.size(), MAX_CHUNKS));
    }
    chunks = List.copyOf(chunks);
    long sum = chunks.stream().mapToLong(ChunkRef::length).sum();
    if (sum != size) {
      throw new IllegalArgumentException(
          "content of %d bytes, but its chunks have %d".formatted(size, sum));
    }
  }

  /** The content that these chunks make. */
  public static Content of(List<ChunkRef> chunks) {
    return new Content(chunks.stream().mapToLong(ChunkRef::length).sum(), chunks);
  }
}
