package org.ostraka.sync.history;

import java.util.Locale;
import org.ostraka.sync.EntryName;

/**
 * Names that Subversion takes. It refuses control characters in paths, and its clients cannot check
 * out a folder that holds their own {@code .svn}: such names look a little different there.
 */
final class SvnNames {
  private static final char CONTROL_PICTURES = '\u2400';
  private static final char PICTURE_OF_DELETE = '\u2421';
  private static final char DELETE = '\u007f';

  /** What Subversion's clients keep for themselves. */
  private static final String RESERVED = ".svn";

  /** In characters of at most 4 bytes. */
  private static final int LONGEST_STEM = 28;

  private static final int LONGEST_ENDING = 8;

  private SvnNames() {}

  static String toSvn(EntryName name) {
    String text = name.text();
    if (text.toLowerCase(Locale.ROOT).equals(RESERVED)) {
      return text + "_";
    }
    StringBuilder shown = new StringBuilder(text.length());
    text.chars().forEach(c -> shown.append(shown((char) c)));
    return shown.toString();
  }

  private static char shown(char c) {
    if (c == DELETE) {
      return PICTURE_OF_DELETE;
    }
    return c < ' ' ? (char) (CONTROL_PICTURES + c) : c;
  }

  /**
   * A name for what has to leave its own to another: {@code plan.txt} becomes {@code plan
   * (MARK).txt}. A long name is cut, so that it stays a name.
   *
   * @param mark at most 100 bytes of UTF-8
   */
  static String aside(String name, String mark) {
    int dot = name.lastIndexOf('.');
    boolean hasEnding = dot > 0 && name.length() - dot <= LONGEST_ENDING;
    String stem = hasEnding ? name.substring(0, dot) : name;
    String ending = hasEnding ? name.substring(dot) : "";
    int characters = Math.min(LONGEST_STEM, stem.codePointCount(0, stem.length()));
    return stem.substring(0, stem.offsetByCodePoints(0, characters)) + " (" + mark + ")" + ending;
  }
}
