package org.ostraka.swarm;

import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.ostraka.base.Digest;

/**
 * A node's identifier: 12 octets of the digest of its public key, then 4 octets of the installation
 * (RFC section 4.3). Ordered as an unsigned number.
 *
 * @param high the first 8 octets
 * @param low the last 8 octets
 */
public record NodeId(long high, long low) implements Comparable<NodeId> {

  /** Length in octets. */
  public static final int BYTES = 16;

  /** The identifier of nobody: owner of a file that has none. */
  public static final NodeId NONE = new NodeId(0, 0);

  private static final long KEY_PART_OF_LOW = 0xffff_ffff_0000_0000L;

  /** The identifier of an installation with this key. */
  public static NodeId of(PublicKey key, int installation) {
    ByteBuffer digest = ByteBuffer.wrap(Digest.of(key.getEncoded()).toBytes());
    return new NodeId(
        digest.getLong(),
        (digest.getLong() & KEY_PART_OF_LOW) | Integer.toUnsignedLong(installation));
  }

  /** Draws the installation part of a new identifier. */
  public static int drawInstallation(SecureRandom random) {
    return random.nextInt();
  }

  /**
   * Parses 32 hexadecimal digits.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static NodeId parse(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a node identifier has 32 hex digits: " + hex);
    }
    return readFrom(ByteBuffer.wrap(bytes));
  }

  /** Reads the next 16 octets. */
  public static NodeId readFrom(ByteBuffer buffer) {
    return new NodeId(buffer.getLong(), buffer.getLong());
  }

  /** Writes the 16 octets. */
  public void writeTo(ByteBuffer buffer) {
    buffer.putLong(high).putLong(low);
  }

  /** Whether a node with this key may use this identifier. */
  public boolean belongsTo(PublicKey key) {
    return equals(of(key, (int) low));
  }

  @Override
  public int compareTo(NodeId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** The 32 hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
