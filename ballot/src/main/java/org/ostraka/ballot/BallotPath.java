package org.ostraka.ballot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A name in an election's namespace, the same on every server: a relative Unix path. Components are
 * 1 to 255 bytes of UTF-8 without NUL, control characters or {@code @}, never {@code .} or {@code
 * ..}; the whole has at most 1,024 bytes and eight components. The empty path is the election's
 * root directory.
 *
 * <p>A ballot is created as {@code name@voterId} where only a path can be given. No name has an
 * {@code @}, so nobody makes a voter's id a part of a name that everybody sees, and what has one is
 * known not to exist.
 */
public record BallotPath(String value) implements Comparable<BallotPath> {

  /** The election's root directory. */
  public static final BallotPath ROOT = new BallotPath("");

  /** Longest component, in bytes of UTF-8. */
  public static final int MAX_COMPONENT_BYTES = 255;

  /** Longest path, in bytes of UTF-8. */
  public static final int MAX_BYTES = 1024;

  /** Bytes that a chosen name leaves free for a suffix. */
  public static final int SUFFIX_ROOM = 15;

  /** Most bytes of UTF-8 that one char of a string becomes. */
  private static final int UTF8_BYTES_PER_CHAR = 3;

  /** What separates a name from a voter's id. */
  public static final char SEPARATOR = '@';

  /** Deepest nesting. */
  public static final int MAX_COMPONENTS = 8;

  /**
   * Takes a name from bytes of UTF-8.
   *
   * @throws IllegalArgumentException if they are not well-formed or break a rule
   */
  public static BallotPath fromUtf8(byte[] utf8) {
    if (isAscii(utf8)) {
      return new BallotPath(new String(utf8, StandardCharsets.ISO_8859_1));
    }
    String path = new String(utf8, StandardCharsets.UTF_8);
    if (!Arrays.equals(path.getBytes(StandardCharsets.UTF_8), utf8)) {
      throw new IllegalArgumentException("a name that is not well-formed UTF-8");
    }
    return new BallotPath(path);
  }

  private static boolean isAscii(byte[] utf8) {
    for (byte letter : utf8) {
      if (letter < 0) {
        return false;
      }
    }
    return true;
  }

  /** Checks the rules; {@link IllegalArgumentException} names the path and the rule. */
  public BallotPath {
    if (!value.isEmpty() && !isPlain(value)) {
      requireValid(value);
    }
  }

  /** What nearly every name is: one short component of printable ASCII. A shortcut, no rule. */
  private static boolean isPlain(String value) {
    if (value.length() > MAX_COMPONENT_BYTES || value.startsWith(".")) {
      return false;
    }
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c < ' ' || c > '~' || c == '/' || c == SEPARATOR) {
        return false;
      }
    }
    return true;
  }

  private static void requireValid(String value) {
    if (bytes(value) > MAX_BYTES) {
      throw new IllegalArgumentException("name of over %d bytes".formatted(MAX_BYTES));
    }
    String[] components = value.split("/", -1);
    if (components.length > MAX_COMPONENTS) {
      throw new IllegalArgumentException(
          "name '%s': at most %d components".formatted(value, MAX_COMPONENTS));
    }
    Arrays.stream(components).forEach(BallotPath::requireValidComponent);
  }

  private static void requireValidComponent(String component) {
    if (component.isEmpty() || component.equals(".") || component.equals("..")) {
      throw new IllegalArgumentException(
          "name component '%s': not empty, not '.' and not '..'".formatted(component));
    }
    if (bytes(component) > MAX_COMPONENT_BYTES) {
      throw new IllegalArgumentException(
          "name component of over %d bytes".formatted(MAX_COMPONENT_BYTES));
    }
    if (component.indexOf(SEPARATOR) >= 0) {
      throw new IllegalArgumentException(
          "name with an '@': what stands behind it could name a voter");
    }
    if (!isWellFormed(component)) {
      throw new IllegalArgumentException(
          "name component with a control character or broken Unicode");
    }
  }

  private static boolean isWellFormed(String component) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(component)
        && component.chars().noneMatch(Character::isISOControl);
  }

  /** Whether a suffix still fits behind this name. */
  public boolean leavesRoom() {
    boolean isShort = value.length() <= (MAX_COMPONENT_BYTES - SUFFIX_ROOM) / UTF8_BYTES_PER_CHAR;
    return isShort
        || (bytes(value) <= MAX_BYTES - SUFFIX_ROOM
            && bytes(fileName()) <= MAX_COMPONENT_BYTES - SUFFIX_ROOM);
  }

  /** Length in bytes of UTF-8. */
  public int utf8Length() {
    for (int at = 0; at < value.length(); at++) {
      if (value.charAt(at) >= 0x80) {
        return bytes(value);
      }
    }
    return value.length();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  public boolean isRoot() {
    return value.isEmpty();
  }

  /** The directory this name stands in; the root's parent is the root. */
  public BallotPath parent() {
    int slash = value.lastIndexOf('/');
    return slash < 0 ? ROOT : new BallotPath(value.substring(0, slash));
  }

  /** The last component; empty for the root. */
  public String fileName() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /** The path of {@code component} in this directory. */
  public BallotPath resolve(String component) {
    return new BallotPath(isRoot() ? component : value + "/" + component);
  }

  /**
   * Orders as the bytes of the UTF-8 do, and so as the stores do: by code point, where {@link
   * String} compares surrogates.
   */
  @Override
  public int compareTo(BallotPath other) {
    int common = Math.min(value.length(), other.value.length());
    for (int at = 0; at < common; at++) {
      char left = value.charAt(at);
      char right = other.value.charAt(at);
      if (left != right) {
        return Character.isSurrogate(left) == Character.isSurrogate(right)
            ? Character.compare(left, right)
            : Boolean.compare(Character.isSurrogate(left), Character.isSurrogate(right));
      }
    }
    return Integer.compare(value.length(), other.value.length());
  }

  @Override
  public String toString() {
    return value;
  }
}
