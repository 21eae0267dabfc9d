package org.ostraka.ballot.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.ostraka.base.Disk;

/**
 * Where a store's tables stand, and how they are replaced as a whole.
 *
 * <pre>
 * HOME/lock         held by the running server
 * HOME/tables-N     the tables; of several, the highest N counts and the others are left over
 * HOME/incoming     tables on their way in; left over, if found at the start
 * </pre>
 *
 * <p>New tables are complete and durable in {@code incoming} before one rename makes them count.
 */
final class Generations {
  private static final String TABLES = "tables-";
  private static final String INCOMING = "incoming";

  private final Disk disk;
  private final Path home;

  Generations(Disk disk, Path home) {
    this.disk = disk;
    this.home = home;
  }

  /** The tables that count; removes what replacements that were cut short left over. */
  Path current() throws IOException {
    int newest = newest().orElse(1);
    for (String name : disk.list(home)) {
      if (name.equals(INCOMING) || isOlder(name, newest)) {
        remove(home.resolve(name));
      }
    }
    return home.resolve(TABLES + newest);
  }

  private static boolean isOlder(String name, int newest) {
    return name.startsWith(TABLES) && number(name) < newest;
  }

  private OptionalInt newest() throws IOException {
    return disk.list(home).stream()
        .filter(name -> name.startsWith(TABLES))
        .mapToInt(Generations::number)
        .max();
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring(TABLES.length()));
  }

  /** Brings a directory's files in, durably, without letting them count yet. */
  Path bringIn(Path source) throws IOException {
    Path incoming = home.resolve(INCOMING);
    remove(incoming);
    disk.createDirectories(incoming);
    for (String name : disk.list(source)) {
      bringIn(source.resolve(name), incoming.resolve(name));
    }
    disk.forceDirectory(incoming);
    return incoming;
  }

  /** What is never written again may have two names; the description is written on. */
  private void bringIn(Path source, Path target) throws IOException {
    String name = String.valueOf(source.getFileName());
    if (name.endsWith(".sst") || name.endsWith(".blob") || BlockFiles.isName(name)) {
      Files.createLink(target, source);
    } else {
      Files.copy(source, target);
    }
    try (Disk.File file = disk.open(target)) {
      file.force();
    }
  }

  /** Lets what was brought in count from now on; {@link #current} then removes the older ones. */
  void takeIncoming() throws IOException {
    int next = newest().orElse(0) + 1;
    disk.rename(home.resolve(INCOMING), home.resolve(TABLES + next));
    disk.forceDirectory(home);
  }

  private void remove(Path directory) throws IOException {
    List<String> names = disk.list(directory);
    for (String name : names) {
      disk.delete(directory.resolve(name));
    }
    disk.delete(directory);
  }
}
