package org.ostraka.ballot;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A registered voter's identifier: opaque, 1 to 128 bytes of UTF-8 without control characters.
 * Never written to a log. Ordered as unsigned bytes.
 */
public final class VoterId implements Comparable<VoterId> {

  /** Longest identifier, in bytes of UTF-8. */
  public static final int MAX_BYTES = 128;

  private final byte[] utf8;

  private VoterId(byte[] utf8) {
    this.utf8 = utf8;
  }

  /**
   * Takes an identifier from text.
   *
   * @throws IllegalArgumentException if it is empty, too long, not well-formed or has control
   *     characters; the message names the rule and not the voter
   */
  public static VoterId of(String text) {
    requirePrintable(text);
    return checked(encode(text));
  }

  /** Takes an identifier from bytes of UTF-8, with the rules of {@link #of}. */
  public static VoterId fromUtf8(byte[] utf8) {
    if (!isPrintableAscii(utf8)) {
      requirePrintable(decode(utf8));
    }
    return checked(utf8.clone());
  }

  /** What nearly every identifier is. A shortcut, no rule. */
  private static boolean isPrintableAscii(byte[] utf8) {
    for (byte letter : utf8) {
      if (letter < ' ' || letter > '~') {
        return false;
      }
    }
    return true;
  }

  /** Takes bytes that went through {@link #of} before: from our own log and tables. */
  public static VoterId trusted(byte[] utf8) {
    return checked(utf8);
  }

  private static VoterId checked(byte[] utf8) {
    if (utf8.length == 0) {
      throw new IllegalArgumentException("voter id is empty: 1 to 128 bytes of UTF-8");
    }
    if (utf8.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "voter id has %d bytes: 1 to 128 bytes of UTF-8".formatted(utf8.length));
    }
    return new VoterId(utf8);
  }

  private static void requirePrintable(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("voter id has a control character");
    }
  }

  private static byte[] encode(String text) {
    try {
      ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(text));
      byte[] bytes = new byte[utf8.remaining()];
      utf8.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("voter id is not well-formed Unicode", e);
    }
  }

  private static String decode(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("voter id is not well-formed UTF-8", e);
    }
  }

  /** Length in bytes. */
  public int size() {
    return utf8.length;
  }

  /** Whether these bytes of the array are this identifier. */
  public boolean matches(byte[] array, int from, int to) {
    return Arrays.equals(utf8, 0, utf8.length, array, from, to);
  }

  /** A copy of the UTF-8 bytes. */
  public byte[] toUtf8() {
    return utf8.clone();
  }

  /** Appends the UTF-8 bytes to the buffer. */
  public void writeTo(ByteBuffer buffer) {
    buffer.put(utf8);
  }

  @Override
  public int compareTo(VoterId other) {
    return Arrays.compareUnsigned(utf8, other.utf8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VoterId voter && Arrays.equals(utf8, voter.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  /** The identifier as text, for answers to those who may see it. */
  @Override
  public String toString() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
