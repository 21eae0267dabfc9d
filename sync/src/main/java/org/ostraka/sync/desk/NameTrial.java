package org.ostraka.sync.desk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Which names a disk can hold, found by trying them out: neither the system nor the file system's
 * kind says so, and a folder of a Linux disk may ignore case as well.
 */
final class NameTrial {

  /** What Windows and its file systems refuse. */
  private static final String SUSPECTS = "\"*:<>?|\\";

  private static final char LAST_CONTROL = '\u001f';
  private static final String TRIAL = "trial-";

  private final Path folder;

  private NameTrial(Path folder) {
    this.folder = folder;
  }

  /**
   * Tries in this folder, and leaves nothing there.
   *
   * @return {@link DiskNames#ALL} also if nothing can be told, as the folder takes no file at all
   */
  static DiskNames in(Path folder) {
    NameTrial trial = new NameTrial(folder);
    DiskNames found =
        new DiskNames(
            trial.isOne("case", "CASE") || trial.isOne("\u00e9", "e\u0301"),
            trial.refused(),
            !trial.holds(TRIAL + ".") || !trial.holds(TRIAL + " "),
            !trial.holds("aux"));
    return trial.holds(TRIAL) ? found : DiskNames.ALL;
  }

  private String refused() {
    StringBuilder refused = new StringBuilder();
    SUSPECTS.chars().filter(it -> !holds(with((char) it))).forEach(it -> refused.append((char) it));
    if (!holds(with('\u0001'))) {
      for (char letter = 1; letter <= LAST_CONTROL; letter++) {
        refused.append(letter);
      }
    }
    return refused.toString();
  }

  private static String with(char letter) {
    return TRIAL + letter + "x";
  }

  private boolean isOne(String name, String other) {
    try {
      Path file = folder.resolve(TRIAL + name);
      Path same = folder.resolve(TRIAL + other);
      Files.deleteIfExists(same);
      Files.writeString(file, "");
      try {
        return Files.exists(same);
      } finally {
        Files.delete(file);
      }
    } catch (InvalidPathException | IOException _) {
      // Where a letter cannot be written, nothing clashes by it.
      return false;
    }
  }

  /** Whether a file of the name can be made, and has exactly that name then. */
  private boolean holds(String name) {
    try {
      Path file = folder.resolve(name);
      try {
        Files.writeString(file, "");
        return isListed(name);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (InvalidPathException | IOException _) {
      return false;
    }
  }

  private boolean isListed(String name) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        if (name.equals(String.valueOf(file.getFileName()))) {
          return true;
        }
      }
    }
    return false;
  }
}
