package org.ostraka.swarm;

import java.nio.ByteBuffer;
import org.ostraka.base.Digest;

/**
 * What a file is, whoever shares it under whatever name: root, size and fragment size (RFC sections
 * 5.1 and 5.4). Ordered by its octets.
 *
 * @param root the Merkle root of the content
 * @param size in bytes, at most 2^40
 * @param fragmentSize the size of every fragment but the last
 */
public record FileKey(Digest root, long size, FragmentSize fragmentSize)
    implements Comparable<FileKey> {

  /** Length of a key in octets. */
  public static final int BYTES = 40;

  /** The unit of verification, in bytes. */
  public static final int BLOCK = 16 * 1024;

  /** Largest content, in bytes. */
  public static final long MAX_SIZE = 1L << 40;

  /** Most fragments of a file. */
  public static final int MAX_FRAGMENTS = 65_536;

  private static final int EXPONENT_SHIFT = 56;

  /** Refuses a size out of range or with too many fragments. */
  public FileKey {
    if (size < 0 || size > MAX_SIZE) {
      throw new IllegalArgumentException("size %d: it is 0 to 2^40".formatted(size));
    }
    if (parts(size, fragmentSize.bytes()) > MAX_FRAGMENTS) {
      throw new IllegalArgumentException(
          "size %d has more than 65536 fragments of 2^%d bytes"
              .formatted(size, fragmentSize.exponent()));
    }
  }

  /** Reads the next 40 octets. */
  public static FileKey readFrom(ByteBuffer buffer) {
    Digest root = Digest.readFrom(buffer);
    long shape = buffer.getLong();
    int exponent = (int) (shape >>> EXPONENT_SHIFT);
    long size = shape & ((1L << EXPONENT_SHIFT) - 1);
    return new FileKey(root, size, new FragmentSize(exponent));
  }

  /** Writes the 40 octets. */
  public void writeTo(ByteBuffer buffer) {
    root.writeTo(buffer);
    buffer.putLong((long) fragmentSize.exponent() << EXPONENT_SHIFT | size);
  }

  /** How many fragments the file has. */
  public int fragments() {
    return (int) parts(size, fragmentSize.bytes());
  }

  /** How many blocks the file has. */
  public long blocks() {
    return parts(size, BLOCK);
  }

  /** The size of one fragment in bytes. */
  public int bytesOf(int fragment) {
    requireFragment(fragment);
    return (int) Math.min(fragmentSize.bytes(), size - offsetOf(fragment));
  }

  /** How many blocks one fragment has. */
  public int blocksOf(int fragment) {
    return (int) parts(bytesOf(fragment), BLOCK);
  }

  /** The size in bytes of {@code count} blocks of a fragment from {@code first} on. */
  public int bytesOf(int fragment, int first, int count) {
    if (first < 0 || count < 1 || first + count > blocksOf(fragment)) {
      throw new IllegalArgumentException(
          "fragment %d has no %d blocks from %d".formatted(fragment, count, first));
    }
    return Math.min(count * BLOCK, bytesOf(fragment) - first * BLOCK);
  }

  /** Where a fragment starts in the file. */
  public long offsetOf(int fragment) {
    return (long) fragment << fragmentSize.exponent();
  }

  /** Whether there is a fragment of this number. */
  public boolean hasFragment(int fragment) {
    return fragment >= 0 && fragment < fragments();
  }

  private void requireFragment(int fragment) {
    if (!hasFragment(fragment)) {
      throw new IllegalArgumentException(
          "fragment %d: the file has %d".formatted(fragment, fragments()));
    }
  }

  private static long parts(long size, int part) {
    return (size + part - 1) / part;
  }

  @Override
  public int compareTo(FileKey other) {
    int byRoot = root.compareTo(other.root);
    if (byRoot != 0) {
      return byRoot;
    }
    int byExponent = Integer.compare(fragmentSize.exponent(), other.fragmentSize.exponent());
    return byExponent != 0 ? byExponent : Long.compare(size, other.size);
  }
}
