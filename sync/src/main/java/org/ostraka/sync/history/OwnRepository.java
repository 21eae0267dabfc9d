package org.ostraka.sync.history;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Disk;
import org.tmatesoft.svn.core.SVNException;
import org.tmatesoft.svn.core.io.SVNRepositoryFactory;

/**
 * The files of a repository on this machine: made whole or not at all, and cleared at each start of
 * what a crash left behind.
 */
final class OwnRepository {

  /**
   * FSFS format 8, that of Subversion 1.10 and later, with the physical addressing that every
   * version reads fastest when a revision is read as a whole.
   */
  private static final String FORMAT = "8\nlayout sharded 1000\naddressing physical\n";

  /** Sharing would keep an index in SQLite, which doubles the time of a commit of small files. */
  private static final String CONFIGURATION = "[rep-sharing]\nenable-rep-sharing = false\n";

  private final Path directory;
  private final Disk disk;

  OwnRepository(Path directory, Disk disk) {
    this.directory = directory.toAbsolutePath().normalize();
    this.disk = disk;
  }

  Path directory() {
    return directory;
  }

  /** Makes the repository if it does not exist; all of it is durable when this returns. */
  void ensure() throws IOException, SVNException {
    if (Files.exists(directory.resolve("format"))) {
      return;
    }
    Path parent = directory.resolveSibling("").toAbsolutePath();
    disk.createDirectories(parent);
    Path made = directory.resolveSibling(directory.getFileName() + ".new");
    delete(made);
    make(made);
    forceAll(made);
    disk.rename(made, directory);
    disk.forceDirectory(parent);
  }

  private void make(Path made) throws IOException, SVNException {
    UUID instance = UUID.randomUUID();
    String uuid = UUID.randomUUID().toString();
    SVNRepositoryFactory.createLocalRepository(made.toFile(), uuid, false, false);
    AtomicFiles files = new AtomicFiles(disk);
    Path db = made.resolve("db");
    Files.delete(db.resolve("format"));
    files.replace(db.resolve("format"), FORMAT.getBytes(US_ASCII));
    files.replace(db.resolve("uuid"), (uuid + "\n" + instance + "\n").getBytes(US_ASCII));
    files.replace(db.resolve("fsfs.conf"), CONFIGURATION.getBytes(US_ASCII));
    Files.deleteIfExists(db.resolve("rep-cache.db"));
  }

  private void forceAll(Path made) throws IOException {
    Files.walkFileTree(
        made,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            try (Disk.File open = disk.open(file)) {
              open.force();
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            disk.forceDirectory(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /**
   * Removes what a commit that a crash cut off left here. Other programs' transactions stay: they
   * have a directory in {@code transactions}, which ours never have ({@link DurableFsfs}).
   */
  void clear() throws IOException {
    Path db = directory.resolve("db");
    for (String name : disk.list(db.resolve("txn-protorevs"))) {
      int dot = name.indexOf('.');
      String transaction = dot < 0 ? name : name.substring(0, dot);
      if (!disk.exists(db.resolve("transactions").resolve(transaction + ".txn"))) {
        disk.delete(db.resolve("txn-protorevs").resolve(name));
      }
    }
    mendTransactionCounter(db.resolve("txn-current"));
  }

  /** The counter is replaced without fsync: after a power cut it may be empty. */
  private void mendTransactionCounter(Path counter) throws IOException {
    List<String> lines = disk.exists(counter) ? Files.readAllLines(counter, US_ASCII) : List.of();
    if (lines.size() != 1 || !lines.getFirst().matches("[0-9a-z]{1,64}")) {
      // Base 36 as Subversion counts, and larger than any count that commits one by one reach.
      String unused = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "\n";
      new AtomicFiles(disk).replace(counter, unused.getBytes(US_ASCII));
    }
  }
}
