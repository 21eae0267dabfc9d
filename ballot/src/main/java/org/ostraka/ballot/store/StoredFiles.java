package org.ostraka.ballot.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.box.DamagedFileException;

/** Reads the file's side of ballots: what lists show, and the blocks. */
final class StoredFiles {
  private final Tables tables;

  StoredFiles(Tables tables) {
    this.tables = tables;
  }

  Optional<FileEntry> entry(ElectionName election, BallotPath name) throws IOException {
    byte @Nullable [] row = tables.rowOrNull(Family.FILES, Keys.of(election, name));
    return row == null ? Optional.empty() : Optional.of(Rows.file(name, row));
  }

  /**
   * Reads a file.
   *
   * @throws DamagedFileException if its block cannot be read back
   */
  Optional<StoredFile> file(ElectionName election, BallotPath name) throws IOException {
    byte[] key = Keys.of(election, name);
    byte @Nullable [] row = tables.rowOrNull(Family.FILES, key);
    if (row == null) {
      return Optional.empty();
    }
    FileEntry entry = Rows.file(name, row);
    try (BlockReader blocks = new BlockReader(tables)) {
      return Optional.of(new StoredFile(entry, blocks.read(key, row, entry)));
    } catch (IOException e) {
      throw new DamagedFileException(election, name, e);
    }
  }

  /** Up to {@code limit} files in order of name behind {@code after}. */
  List<FileEntry> files(ElectionName election, BallotPath after, int limit) throws IOException {
    byte[] prefix = Keys.of(election);
    List<FileEntry> files = new ArrayList<>();
    try (Cursor rows = tables.walk(Family.FILES, prefix, Keys.utf8(after))) {
      while (files.size() < limit && rows.next()) {
        files.add(Rows.file(Keys.path(prefix, rows.key()), rows.row()));
      }
    }
    return files;
  }

  /** Gives the name of every file, in order. */
  void forEachName(ElectionName election, Consumer<BallotPath> names) throws IOException {
    byte[] prefix = Keys.of(election);
    try (Cursor rows = tables.walk(Family.FILES, prefix)) {
      while (rows.next()) {
        names.accept(Keys.path(prefix, rows.key()));
      }
    }
  }
}
