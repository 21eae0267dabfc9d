package org.ostraka.swarm;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.ostraka.base.Digest;

/**
 * 256 numbers that are equal at two servers when their ownerships are (RFC section 10.4). An
 * ownership is put in and taken out by the same operation.
 */
public final class Buckets {

  /** How many there are. */
  public static final int COUNT = 256;

  /** Length in octets. */
  public static final int BYTES = COUNT * Long.BYTES;

  private final long[] sums = new long[COUNT];

  /** Reads the next 2048 octets. */
  public static Buckets readFrom(ByteBuffer buffer) {
    Buckets buckets = new Buckets();
    for (int i = 0; i < COUNT; i++) {
      buckets.sums[i] = buffer.getLong();
    }
    return buckets;
  }

  /** Writes the 2048 octets. */
  public void writeTo(ByteBuffer buffer) {
    for (long sum : sums) {
      buffer.putLong(sum);
    }
  }

  /** Puts an ownership in, or takes it out if it is in. */
  public void toggle(FileKey key, Ownership ownership) {
    ByteBuffer octets = ByteBuffer.allocate(FileKey.BYTES + Ownership.BYTES);
    key.writeTo(octets);
    ownership.writeTo(octets);
    long sum = ByteBuffer.wrap(Digest.of(octets.flip()).toBytes()).getLong();
    sums[bucketOf(key)] ^= sum;
  }

  /** The bucket of a file: the first octet of its root. */
  public static int bucketOf(FileKey key) {
    return Byte.toUnsignedInt(key.root().toBytes()[0]);
  }

  /** Whether a bucket has other ownerships than the same bucket there. */
  public boolean differsIn(int bucket, Buckets other) {
    return sums[bucket] != other.sums[bucket];
  }

  /** A copy that further changes do not reach. */
  public Buckets copy() {
    Buckets copy = new Buckets();
    System.arraycopy(sums, 0, copy.sums, 0, COUNT);
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Buckets buckets && Arrays.equals(sums, buckets.sums);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sums);
  }
}
