package org.ostraka.ballot;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.ostraka.base.Digest;

/** The one data block of a ballot file: at most 64 KiB, never altered. */
public final class Block {

  /** The largest block any election may allow, in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  private final byte[] bytes;
  private final int from;
  private final int size;

  private Block(byte[] bytes, int from, int size) {
    if (size > MAX_BYTES) {
      throw new IllegalArgumentException("block of %d bytes: at most 65536".formatted(size));
    }
    this.bytes = bytes;
    this.from = from;
    this.size = size;
  }

  /** A block with a copy of the given content. */
  public static Block of(byte[] content) {
    return new Block(content.clone(), 0, content.length);
  }

  /** Reads the next {@code size} bytes of the buffer as a block. */
  public static Block readFrom(ByteBuffer buffer, int size) {
    if (size > MAX_BYTES) {
      throw new IllegalArgumentException("block of %d bytes: at most 65536".formatted(size));
    }
    byte[] bytes = new byte[size];
    buffer.get(bytes);
    return new Block(bytes, 0, size);
  }

  /**
   * Reads the next {@code size} bytes of the buffer as a block, without copying them where they
   * stand in an array: nobody may change that any more, and the block keeps all of it in memory.
   */
  public static Block viewOf(ByteBuffer buffer, int size) {
    if (!buffer.hasArray() || size > buffer.remaining()) {
      return readFrom(buffer, size);
    }
    Block block = new Block(buffer.array(), buffer.arrayOffset() + buffer.position(), size);
    buffer.position(buffer.position() + size);
    return block;
  }

  /** Length in bytes. */
  public int size() {
    return size;
  }

  /** Computes the content's digest anew. */
  public Digest digest() {
    return Digest.of(bytes, from, size);
  }

  /** Appends the content to the buffer. */
  public void writeTo(ByteBuffer buffer) {
    buffer.put(bytes, from, size);
  }

  /** A copy of the content. */
  public byte[] toBytes() {
    return Arrays.copyOfRange(bytes, from, from + size);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Block block
        && Arrays.equals(
            bytes, from, from + size, block.bytes, block.from, block.from + block.size);
  }

  @Override
  public int hashCode() {
    return ByteBuffer.wrap(bytes, from, size).hashCode();
  }

  /** Says the size only: a ballot's content has no place in a log. */
  @Override
  public String toString() {
    return size + " bytes";
  }
}
