package org.ostraka.sync;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/**
 * One element of a path: 1 to 255 bytes of UTF-8 without '/' and NUL, and neither "." nor "..".
 * Names are kept exactly as they were given; two names that differ only in case or Unicode form are
 * two names here, and a desk whose disk cannot hold both maps one of them.
 */
public record EntryName(String text) implements Comparable<EntryName> {

  /** The longest name in bytes of UTF-8. */
  public static final int MAX_BYTES = 255;

  /** Checks the form. */
  public EntryName {
    if (text.isEmpty() || text.equals(".") || text.equals("..")) {
      throw new IllegalArgumentException("name '" + text + "': must not be empty, '.' or '..'");
    }
    if (text.indexOf('/') >= 0 || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a name must hold neither '/' nor NUL");
    }
    // Three bytes a character at most: what is longer needs no counting.
    if (text.length() > MAX_BYTES || byteLength(text) > MAX_BYTES) {
      throw new IllegalArgumentException("a name has at most 255 bytes of UTF-8");
    }
  }

  /** Whether the text could be a name. */
  public static boolean isValid(String text) {
    try {
      return !new EntryName(text).text.isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * What disks that ignore case and Unicode form take for the same: names of equal keys clash
   * there.
   *
   * <p>Upper case first, because some lower-case letters share one capital.
   */
  public static String clashKey(String name) {
    String folded = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  private static int byteLength(String text) {
    return isAscii(text) ? text.length() : encodedLength(text);
  }

  /** Most names are, and there are very many. */
  private static boolean isAscii(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static int encodedLength(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      return bytes.remaining();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a name must be well-formed Unicode", e);
    }
  }

  @Override
  public int compareTo(EntryName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
