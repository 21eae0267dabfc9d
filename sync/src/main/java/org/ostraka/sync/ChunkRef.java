package org.ostraka.sync;

import org.ostraka.base.Digest;

/**
 * A chunk of a file by its SHA-256 digest.
 *
 * @param digest of the chunk's bytes, uncompressed
 * @param length in bytes, uncompressed, from 1 to {@link #MAX_LENGTH}
 */
public record ChunkRef(Digest digest, int length) {

  /** The longest chunk, in bytes. */
  public static final int MAX_LENGTH = 4 << 20;

  /** Checks the length. */
  public ChunkRef {
    if (length < 1 || length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "chunk of %d bytes: must be from 1 to %d".formatted(length, MAX_LENGTH));
    }
  }
}
