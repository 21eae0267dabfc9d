package org.ostraka.ballot.store;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;

/** Walks over an election's files in order of name, with their blocks. */
final class FileWalk implements Closeable {
  private final byte[] prefix;
  private final Cursor entries;
  private final BlockReader blocks;

  FileWalk(Tables tables, ElectionName election) {
    this.prefix = Keys.of(election);
    this.entries = tables.walk(Family.FILES, prefix);
    this.blocks = new BlockReader(tables);
  }

  /** Takes the next file; false when there is none. */
  boolean next() throws IOException {
    return entries.next();
  }

  FileEntry entry() throws IOException {
    return Rows.file(Keys.path(prefix, entries.key()), entries.row());
  }

  /** The file's block, or null if it cannot be read back as it was written. */
  @Nullable Block blockOrNull() throws IOException {
    FileEntry entry = entry();
    try {
      return blocks.read(entries.key(), entries.row(), entry);
    } catch (IOException _) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    entries.close();
    blocks.close();
  }
}
