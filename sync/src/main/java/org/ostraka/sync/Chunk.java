package org.ostraka.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.ostraka.base.Digest;

/**
 * A chunk with its bytes.
 *
 * <p>Whoever makes one answers for the digest: {@link #of} computes it, {@link #trusted} believes
 * it.
 */
public final class Chunk {
  private final ChunkRef ref;
  private final byte[] bytes;

  private Chunk(ChunkRef ref, byte[] bytes) {
    this.ref = ref;
    this.bytes = bytes;
  }

  /** The chunk that these bytes are; they MUST NOT be changed afterwards. */
  public static Chunk of(byte[] bytes) {
    return new Chunk(new ChunkRef(Digest.of(bytes), bytes.length), bytes);
  }

  /**
   * A chunk whose digest was checked before, by the hub that took it in.
   *
   * @throws IllegalArgumentException if its length is not the bytes'
   */
  public static Chunk trusted(ChunkRef ref, byte[] bytes) {
    if (ref.length() != bytes.length) {
      throw new IllegalArgumentException(
          "chunk of %d bytes came with %d".formatted(ref.length(), bytes.length));
    }
    return new Chunk(ref, bytes);
  }

  public ChunkRef ref() {
    return ref;
  }

  public Digest digest() {
    return ref.digest();
  }

  public int length() {
    return bytes.length;
  }

  /** The bytes, to read. */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** Writes the bytes; the stream MUST NOT change them. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Chunk chunk
        && ref.equals(chunk.ref)
        && Arrays.equals(bytes, chunk.bytes);
  }

  @Override
  public int hashCode() {
    return ref.hashCode();
  }

  @Override
  public String toString() {
    return ref.toString();
  }
}
