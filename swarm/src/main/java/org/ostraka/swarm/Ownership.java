package org.ostraka.swarm;

import java.nio.ByteBuffer;

/**
 * Who maps a file: a value with a total order, so that all who heard the same ownerships agree in
 * whatever order they heard them (RFC section 6).
 *
 * @param epoch how many times the file has been given an owner; 0 for never
 * @param owner the mapping server
 * @param incarnation the owner's start at which it claimed the file, or took it up again
 */
public record Ownership(long epoch, NodeId owner, long incarnation)
    implements Comparable<Ownership> {

  /** Length in octets. */
  public static final int BYTES = 32;

  /** A client's evidence may be at most this far ahead of what servers said. */
  public static final long MAX_JUMP = 1024;

  /** The ownership of a file that nobody owns. */
  public static final Ownership NONE = new Ownership(0, NodeId.NONE, 0);

  /** Refuses a negative epoch, and an epoch 0 with an owner. */
  public Ownership {
    if (epoch < 0) {
      throw new IllegalArgumentException("epoch %d: it is 0 or more".formatted(epoch));
    }
    if (epoch == 0 && (!owner.equals(NodeId.NONE) || incarnation != 0)) {
      throw new IllegalArgumentException("epoch 0 has no owner");
    }
  }

  /** Reads the next 32 octets. */
  public static Ownership readFrom(ByteBuffer buffer) {
    return new Ownership(buffer.getLong(), NodeId.readFrom(buffer), buffer.getLong());
  }

  /** Writes the 32 octets. */
  public void writeTo(ByteBuffer buffer) {
    buffer.putLong(epoch);
    owner.writeTo(buffer);
    buffer.putLong(incarnation);
  }

  /** The greater of the two: commutative, associative and idempotent. */
  public Ownership merge(Ownership other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The next ownership, when {@code owner} claims the file after this one. */
  public Ownership claimedBy(NodeId owner, long incarnation) {
    return new Ownership(epoch + 1, owner, incarnation);
  }

  /** The same ownership after the owner started again. */
  public Ownership resumed(long incarnation) {
    return new Ownership(epoch, owner, incarnation);
  }

  public boolean isNone() {
    return epoch == 0;
  }

  public boolean names(NodeId node) {
    return epoch > 0 && owner.equals(node);
  }

  public boolean isAbove(Ownership other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Ownership other) {
    int byEpoch = Long.compare(epoch, other.epoch);
    if (byEpoch != 0) {
      return byEpoch;
    }
    int byOwner = owner.compareTo(other.owner);
    return byOwner != 0 ? byOwner : Long.compareUnsigned(incarnation, other.incarnation);
  }
}
