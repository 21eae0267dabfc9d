package org.ostraka.base;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 digest: 32 bytes that name content (FIPS 180-4). Ordered as unsigned bytes. */
public final class Digest implements Comparable<Digest> {

  /** Length of every digest, in bytes. */
  public static final int BYTES = 32;

  /** Never fed: a copy of it costs less than to look for the algorithm each time. */
  private static final MessageDigest BLANK = found();

  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The digest of the given content. */
  public static Digest of(byte[] content) {
    return new Digest(sha256().digest(content));
  }

  /** The digest of {@code length} bytes of {@code content} from {@code offset}. */
  public static Digest of(byte[] content, int offset, int length) {
    MessageDigest sha256 = sha256();
    sha256.update(content, offset, length);
    return new Digest(sha256.digest());
  }

  /** The digest of the buffer's remaining bytes, which it consumes. */
  public static Digest of(ByteBuffer content) {
    MessageDigest sha256 = sha256();
    sha256.update(content);
    return new Digest(sha256.digest());
  }

  /**
   * Takes 32 bytes that are a digest already.
   *
   * @throws IllegalArgumentException if there are not exactly 32
   */
  public static Digest wrap(byte[] digest) {
    if (digest.length != BYTES) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + digest.length);
    }
    return new Digest(digest.clone());
  }

  /** Reads the next 32 bytes of the buffer as a digest. */
  public static Digest readFrom(ByteBuffer buffer) {
    byte[] bytes = new byte[BYTES];
    buffer.get(bytes);
    return new Digest(bytes);
  }

  /**
   * Parses 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Digest parse(String hex) {
    return wrap(HexFormat.of().parseHex(hex));
  }

  /** Finishes a running computation: the digest of all that it was fed. */
  public static Digest finish(MessageDigest sha256) {
    return wrap(sha256.digest());
  }

  /** A fresh SHA-256 computation, for content that arrives in parts. */
  public static MessageDigest sha256() {
    try {
      return (MessageDigest) BLANK.clone();
    } catch (CloneNotSupportedException _) {
      return found();
    }
  }

  private static MessageDigest found() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Writes the 32 bytes into the buffer. */
  public void writeTo(ByteBuffer buffer) {
    buffer.put(bytes);
  }

  /** A copy of the 32 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public int compareTo(Digest other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
