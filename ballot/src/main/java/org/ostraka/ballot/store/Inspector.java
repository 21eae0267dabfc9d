package org.ostraka.ballot.store;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;

/** Reads back an election's rows, all as of one commit. */
final class Inspector {
  private final Tables tables;
  private final WriteBehind writes;

  /** Both sides of the election at one moment. */
  private record Sides(Cursor inodes, Cursor files) {}

  Inspector(Tables tables, WriteBehind writes) {
    this.tables = tables;
    this.writes = writes;
  }

  Inspection inspect(ElectionName election, Consumer<FileEntry> damaged) throws IOException {
    byte[] prefix = Keys.of(election);
    Sides sides =
        writes.still(
            () -> new Sides(tables.walk(Family.INODES, prefix), tables.walk(Family.FILES, prefix)));
    try (Cursor inodes = sides.inodes();
        Cursor files = sides.files()) {
      Inspection voters = voters(election, inodes);
      return files(voters, files, damaged);
    }
  }

  private static Inspection voters(ElectionName election, Cursor rows) throws IOException {
    byte[] prefix = Keys.of(election);
    long voters = 0;
    long valid = 0;
    while (rows.next()) {
      voters++;
      if (Keys.inode(prefix, rows.key()).value() != voters) {
        throw new IOException(
            "election %s: inode %d is missing: remove this server's tables, so that the other servers refill them"
                .formatted(election, voters));
      }
      valid += Rows.isValidInode(rows.row()) ? 1 : 0;
    }
    return new Inspection(election, voters, valid, 0, 0);
  }

  private Inspection files(Inspection voters, Cursor rows, Consumer<FileEntry> damaged)
      throws IOException {
    AtomicLong intact = new AtomicLong();
    AtomicLong broken = new AtomicLong();
    Consumer<FileEntry> found =
        entry -> {
          broken.incrementAndGet();
          damaged.accept(entry);
        };
    new StoredFiles(tables)
        .forEachFile(
            voters.election(),
            rows,
            file -> {
              if (file.isIntact()) {
                intact.incrementAndGet();
              } else {
                found.accept(file.entry());
              }
            },
            found);
    return new Inspection(
        voters.election(),
        voters.voters(),
        voters.valid(),
        intact.get() + broken.get(),
        broken.get());
  }
}
