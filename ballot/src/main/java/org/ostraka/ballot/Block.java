package org.ostraka.ballot;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.ostraka.base.Digest;

/** The one data block of a ballot file: at most 64 KiB, never altered. */
public final class Block {

  /** The largest block any election may allow, in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  private final byte[] bytes;

  private Block(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "block of %d bytes: at most 65536".formatted(bytes.length));
    }
    this.bytes = bytes;
  }

  /** A block with a copy of the given content. */
  public static Block of(byte[] content) {
    return new Block(content.clone());
  }

  /** Reads the next {@code size} bytes of the buffer as a block. */
  public static Block readFrom(ByteBuffer buffer, int size) {
    if (size > MAX_BYTES) {
      throw new IllegalArgumentException("block of %d bytes: at most 65536".formatted(size));
    }
    byte[] bytes = new byte[size];
    buffer.get(bytes);
    return new Block(bytes);
  }

  /** Length in bytes. */
  public int size() {
    return bytes.length;
  }

  /** Computes the content's digest anew. */
  public Digest digest() {
    return Digest.of(bytes);
  }

  /** Appends the content to the buffer. */
  public void writeTo(ByteBuffer buffer) {
    buffer.put(bytes);
  }

  /** A copy of the content. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Block block && Arrays.equals(bytes, block.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Says the size only: a ballot's content has no place in a log. */
  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
