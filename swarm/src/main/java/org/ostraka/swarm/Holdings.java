package org.ostraka.swarm;

import java.nio.ByteBuffer;
import java.util.BitSet;
import org.ostraka.base.Digest;

/** Which of a file's fragments a client holds: an immutable set (RFC section 5.5). */
public final class Holdings {

  private static final byte NONE = 0;
  private static final byte ALL = 1;
  private static final byte SOME = 2;

  private final int fragments;
  private final BitSet held;

  private Holdings(int fragments, BitSet held) {
    this.fragments = fragments;
    this.held = held;
  }

  /** No fragment of {@code fragments}. */
  public static Holdings none(int fragments) {
    return new Holdings(fragments, new BitSet(0));
  }

  /** Every one of {@code fragments}. */
  public static Holdings all(int fragments) {
    BitSet held = new BitSet(fragments);
    held.set(0, fragments);
    return new Holdings(fragments, held);
  }

  /** A copy of a set of fragment numbers. */
  public static Holdings of(int fragments, BitSet held) {
    if (held.length() > fragments) {
      throw new IllegalArgumentException(
          "fragment %d: the file has %d".formatted(held.length() - 1, fragments));
    }
    return new Holdings(fragments, (BitSet) held.clone());
  }

  /**
   * Reads a Coverage.
   *
   * @throws IllegalArgumentException if it is not the one form of its set
   */
  public static Holdings readFrom(ByteBuffer buffer, int fragments) {
    byte kind = buffer.get();
    return switch (kind) {
      case NONE -> none(fragments);
      case ALL -> all(requireSome(fragments));
      case SOME -> readBitmap(buffer, fragments);
      default -> throw new IllegalArgumentException("coverage of kind " + kind);
    };
  }

  private static int requireSome(int fragments) {
    if (fragments == 0) {
      throw new IllegalArgumentException("all of no fragments is none");
    }
    return fragments;
  }

  private static Holdings readBitmap(ByteBuffer buffer, int fragments) {
    byte[] bitmap = new byte[(fragments + 7) / 8];
    buffer.get(bitmap);
    for (int i = 0; i < bitmap.length; i++) {
      bitmap[i] = mirror(bitmap[i]);
    }
    Holdings holdings = of(fragments, BitSet.valueOf(bitmap));
    if (holdings.count() == 0 || holdings.isComplete()) {
      throw new IllegalArgumentException("a bitmap of none or all has a shorter form");
    }
    return holdings;
  }

  /** Writes the Coverage. */
  public void writeTo(ByteBuffer buffer) {
    if (held.isEmpty()) {
      buffer.put(NONE);
    } else if (isComplete()) {
      buffer.put(ALL);
    } else {
      buffer.put(SOME);
      byte[] bits = held.toByteArray();
      for (int i = 0; i < (fragments + 7) / 8; i++) {
        buffer.put(i < bits.length ? mirror(bits[i]) : 0);
      }
    }
  }

  /** Octets of the Coverage. */
  public int encodedSize() {
    return held.isEmpty() || isComplete() ? 1 : 1 + (fragments + 7) / 8;
  }

  /** The number that announces carry, to be compared and nothing more. */
  public long digest() {
    ByteBuffer coverage = ByteBuffer.allocate(encodedSize());
    writeTo(coverage);
    return ByteBuffer.wrap(Digest.of(coverage.flip()).toBytes()).getLong();
  }

  /** The set with one fragment more. */
  public Holdings with(int fragment) {
    BitSet more = (BitSet) held.clone();
    more.set(fragment);
    return of(fragments, more);
  }

  public boolean has(int fragment) {
    return held.get(fragment);
  }

  /** How many fragments the file has. */
  public int fragments() {
    return fragments;
  }

  /** How many of them are held. */
  public int count() {
    return held.cardinality();
  }

  public boolean isEmpty() {
    return held.isEmpty();
  }

  /** Whether no fragment is missing; an empty file has none to hold. */
  public boolean isComplete() {
    return fragments > 0 && held.cardinality() == fragments;
  }

  /** A copy as a set of fragment numbers. */
  public BitSet toBitSet() {
    return (BitSet) held.clone();
  }

  private static byte mirror(byte bits) {
    return (byte) (Integer.reverse(bits) >>> 24);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Holdings holdings
        && fragments == holdings.fragments
        && held.equals(holdings.held);
  }

  @Override
  public int hashCode() {
    return held.hashCode();
  }

  @Override
  public String toString() {
    return count() + " of " + fragments + " fragments";
  }
}
