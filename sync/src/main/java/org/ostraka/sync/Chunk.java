package org.ostraka.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.ostraka.base.Digest;

/**
 * A chunk with its bytes.
 *
 * <p>Whoever makes one answers for the digest: {@link #of} computes it, {@link #trusted} believes
 * it.
 */
public final class Chunk {
  private final ChunkRef ref;

  /** Holds the chunk's bytes from the offset on. */
  private final byte[] bytes;

  private final int offset;

  private Chunk(ChunkRef ref, byte[] bytes, int offset) {
    this.ref = ref;
    this.bytes = bytes;
    this.offset = offset;
  }

  /** The chunk that these bytes are; they MUST NOT be changed afterwards. */
  public static Chunk of(byte[] bytes) {
    return new Chunk(new ChunkRef(Digest.of(bytes), bytes.length), bytes, 0);
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
    return new Chunk(ref, bytes, 0);
  }

  /**
   * As {@link #trusted(ChunkRef, byte[])}, of bytes that stand among others, from the offset on.
   *
   * @throws IndexOutOfBoundsException if there are fewer than its length
   */
  public static Chunk trusted(ChunkRef ref, byte[] among, int offset) {
    int from = Objects.checkFromIndexSize(offset, ref.length(), among.length);
    return new Chunk(ref, among, from);
  }

  public ChunkRef ref() {
    return ref;
  }

  public Digest digest() {
    return ref.digest();
  }

  public int length() {
    return ref.length();
  }

  /** The bytes, to read. */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes, offset, ref.length()).slice().asReadOnlyBuffer();
  }

  /** Writes the bytes; the stream MUST NOT change them. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, offset, ref.length());
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    return Arrays.copyOfRange(bytes, offset, offset + ref.length());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Chunk chunk && ref.equals(chunk.ref) && bytes().equals(chunk.bytes());
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
