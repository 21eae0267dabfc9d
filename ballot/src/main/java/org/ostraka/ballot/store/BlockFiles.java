package org.ostraka.ballot.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.ostraka.ballot.ElectionName;
import org.ostraka.base.Disk;

/**
 * The files beside the tables in which blocks of large saves stand, each with blocks of one
 * election: written once, without the copies and checksums that a row of RocksDB goes through. A
 * file counts when a row of {@link Family#BLOCK_FILES} names it, which is written together with the
 * rows of the files whose blocks it has, after the blocks are durable.
 */
final class BlockFiles {
  private static final String PREFIX = "blocks-";

  private final Disk disk;
  private final Tables tables;
  private final AtomicLong last = new AtomicLong();

  private BlockFiles(Disk disk, Tables tables) {
    this.disk = disk;
    this.tables = tables;
  }

  /** Opens those beside the tables, and removes what a crash left behind of others. */
  static BlockFiles open(Disk disk, Tables tables) throws IOException {
    BlockFiles files = new BlockFiles(disk, tables);
    Set<Long> known = new HashSet<>(files.numbers(new byte[0]));
    known.forEach(files::passOver);
    for (String name : disk.list(tables.directory())) {
      if (isName(name) && !known.contains(Long.parseLong(name.substring(PREFIX.length()), 16))) {
        disk.delete(tables.directory().resolve(name));
      }
    }
    return files;
  }

  private void passOver(long number) {
    last.accumulateAndGet(number, Math::max);
  }

  /** Whether a file of this name holds blocks. */
  static boolean isName(String name) {
    return name.startsWith(PREFIX);
  }

  static Path path(Path directory, long number) {
    return directory.resolve(PREFIX + "%016x".formatted(number));
  }

  private Path path(long number) {
    return path(tables.directory(), number);
  }

  /** Begins a file; whoever fills it puts its row. */
  BlockFile create() throws IOException {
    return new BlockFile(disk, tables.directory(), last.incrementAndGet());
  }

  /** The numbers of the election's files. */
  List<Long> of(ElectionName election) throws IOException {
    return numbers(Keys.of(election));
  }

  private List<Long> numbers(byte[] prefix) throws IOException {
    List<Long> numbers = new ArrayList<>();
    try (Cursor rows = tables.walk(Family.BLOCK_FILES, prefix)) {
      while (rows.next()) {
        byte[] key = rows.key();
        numbers.add(ByteBuffer.wrap(key).getLong(key.length - Long.BYTES));
      }
    }
    return numbers;
  }

  /** Gives every file that counts a second name in a directory of the same file system. */
  void link(Path target) throws IOException {
    for (long number : numbers(new byte[0])) {
      Files.createLink(path(target, number), path(number));
    }
  }

  /** Removes files that count no more. */
  void delete(List<Long> numbers) throws IOException {
    for (long number : numbers) {
      disk.delete(path(number));
    }
  }
}
