package org.ostraka.sync.desk;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names that a disk can hold, and how the others are written there. Disks that ignore case take
 * "a" and "A" for one; Windows and the file systems that come from it refuse some characters, a dot
 * at the end, and the names of devices.
 *
 * <p>A character that cannot stand in a name is written as U+F000 and its code, as other programs
 * do that carry names to such disks; one of U+F000 to U+F17F, which nobody uses, as U+F000 and
 * itself. Names that clash get a tag of U+F101 to U+F17F before their ending. So each name on the
 * disk says by itself what it stands for.
 *
 * @param folds whether names that differ in case or Unicode form only are one name
 * @param refused characters that no name may hold
 * @param trims whether a name may not end with a dot or a space
 * @param devices whether the names of devices are refused, with any ending
 */
public record DiskNames(boolean folds, String refused, boolean trims, boolean devices) {

  /** A disk that holds every name. */
  public static final DiskNames ALL = new DiskNames(false, "", false, false);

  /** How many names of one key can be told apart, beside the first. */
  static final int MOST_TAGS = 0x7f;

  private static final char CODE = '\uf000';
  private static final char TAG = '\uf100';
  private static final char UNUSABLE = '\ufffd';
  private static final String DEVICE = "(?i)(con|prn|aux|nul|com[1-9]|lpt[1-9])(\\..*)?";

  /** Whether nothing needs to be written otherwise. */
  public boolean holdAll() {
    return equals(ALL);
  }

  /** How the name is written. */
  String written(String name) {
    boolean device = devices && name.matches(DEVICE);
    StringBuilder written = new StringBuilder(name.length());
    for (int at = 0; at < name.length(); at++) {
      char letter = name.charAt(at);
      boolean ends = trims && at == name.length() - 1 && (letter == '.' || letter == ' ');
      if (isOurs(letter)) {
        written.append(CODE).append(letter);
      } else if (ends || (device && at == 2) || refused.indexOf(letter) >= 0) {
        written.append((char) (CODE + letter));
      } else {
        written.append(letter);
      }
    }
    return written.toString();
  }

  /** How the name is written where others of its key stand: with a tag, unless that is 0. */
  String written(String name, int tag) {
    String written = written(name);
    if (tag == 0) {
      return written;
    }
    return withMark(written, String.valueOf((char) (TAG + tag)));
  }

  /** Another name for what had this one: {@code plan (2).txt}. */
  static String numbered(String name, int number) {
    return withMark(name, " (" + number + ")");
  }

  private static String withMark(String name, String mark) {
    int dot = name.lastIndexOf('.');
    int at = dot > 0 ? dot : name.length();
    return name.substring(0, at) + mark + name.substring(at);
  }

  private static boolean isOurs(char letter) {
    return letter >= CODE && letter <= TAG + MOST_TAGS;
  }

  /** What stands for nothing else: names on such disks; with U+FFFD at the end if it is no name. */
  String read(String written) {
    StringBuilder name = new StringBuilder(written.length());
    int tag = 0;
    for (int at = 0; at < written.length(); at++) {
      char letter = written.charAt(at);
      if (letter == CODE && at + 1 < written.length()) {
        at++;
        name.append(written.charAt(at));
      } else if (letter > TAG && isOurs(letter)) {
        tag = letter - TAG;
      } else {
        name.append(isOurs(letter) ? (char) (letter - CODE) : letter);
      }
    }
    String found = name.toString();
    return written(found, tag).equals(written) ? found : written + UNUSABLE;
  }

  /** What a path on the disk stands for; '/' is between names. */
  String readPath(String written) {
    return holdAll()
        ? written
        : Stream.of(written.split("/", -1)).map(this::read).collect(Collectors.joining("/"));
  }
}
