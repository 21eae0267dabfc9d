package org.ostraka.swarm;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * The name that a publisher proposes for a file: one path element, never a path (RFC section 7).
 *
 * @param text 1 to 255 bytes of UTF-8 without separators and control characters
 */
public record FileName(String text) {

  /** Longest name, in bytes of UTF-8. */
  public static final int MAX_BYTES = 255;

  private static final Set<String> DEVICES =
      Set.of("con", "prn", "aux", "nul", "conin$", "conout$");

  /** Refuses a name that is no name of a file in one folder. */
  public FileName {
    if (text.isEmpty() || encodedSize(text) > MAX_BYTES) {
      throw new IllegalArgumentException("name: 1 to 255 bytes of UTF-8");
    }
    if (text.equals(".") || text.equals("..")) {
      throw new IllegalArgumentException("name '%s' means a folder".formatted(text));
    }
    if (text.indexOf('/') >= 0 || text.indexOf('\\') >= 0) {
      throw new IllegalArgumentException("name has a path separator");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("name has a control character");
    }
  }

  private static int encodedSize(String text) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("name is not well-formed Unicode", e);
    }
  }

  /** The name to store the file under: the same on every platform, and a plain file on each. */
  public String local() {
    StringBuilder safe = new StringBuilder();
    text.codePoints().map(FileName::plain).forEach(safe::appendCodePoint);
    while (!safe.isEmpty() && (last(safe) == '.' || last(safe) == ' ')) {
      safe.setCharAt(safe.length() - 1, '_');
    }
    return isDevice(safe.toString()) ? shortened("_", safe) : safe.toString();
  }

  private static char last(StringBuilder text) {
    return text.charAt(text.length() - 1);
  }

  private static int plain(int point) {
    boolean format = Character.getType(point) == Character.FORMAT;
    return format || "<>:\"|?*".indexOf(point) >= 0 ? '_' : point;
  }

  /** Windows takes these for devices, with any extension. */
  private static boolean isDevice(String name) {
    int dot = name.indexOf('.');
    String stem =
        (dot < 0 ? name : name.substring(0, dot)).stripTrailing().toLowerCase(Locale.ROOT);
    return DEVICES.contains(stem) || stem.matches("(com|lpt)[0-9\u00b9\u00b2\u00b3]");
  }

  /** A prefix may make a long name too long; then its end gives way, at a character's border. */
  private static String shortened(String prefix, StringBuilder name) {
    StringBuilder whole = new StringBuilder(prefix).append(name);
    while (encodedSize(whole.toString()) > MAX_BYTES) {
      whole.setLength(whole.offsetByCodePoints(whole.length(), -1));
    }
    return whole.toString();
  }

  /** The name as it was proposed, fit to be shown: without characters that turn text around. */
  public String shown() {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .map(point -> Character.getType(point) == Character.FORMAT ? '\ufffd' : point)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  @Override
  public String toString() {
    return text;
  }
}
