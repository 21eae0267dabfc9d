package org.ostraka.swarm;

import java.util.Arrays;

/** For each fragment of a file how many live clients hold it, up to 255: a hint. */
public final class Rarity {

  /** No hint. */
  public static final Rarity UNTOLD = new Rarity(new byte[0]);

  private static final int MOST = 255;

  private final byte[] counts;

  private Rarity(byte[] counts) {
    this.counts = counts;
  }

  /** Takes counts that may be above 255. */
  public static Rarity of(int[] holders) {
    byte[] counts = new byte[holders.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (byte) Math.min(MOST, holders[i]);
    }
    return new Rarity(counts);
  }

  /** Takes one octet for each fragment. */
  public static Rarity wrap(byte[] octets) {
    return new Rarity(octets.clone());
  }

  /** A copy, one octet for each fragment. */
  public byte[] toBytes() {
    return counts.clone();
  }

  /** How many fragments it speaks of. */
  public int fragments() {
    return counts.length;
  }

  /** Holders of one fragment, 255 for more. */
  public int holdersOf(int fragment) {
    return Byte.toUnsignedInt(counts[fragment]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rarity rarity && Arrays.equals(counts, rarity.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "rarity of " + counts.length + " fragments";
  }
}
