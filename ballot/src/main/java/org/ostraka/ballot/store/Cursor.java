package org.ostraka.ballot.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Walks over the rows of one family that begin with a prefix, as of the moment it was made. */
final class Cursor implements Closeable {
  private final Tables tables;
  private final RocksIterator rows;
  private final byte[] prefix;
  private byte[] key = new byte[0];

  /** Stands before the first row behind {@code prefix + after}. */
  Cursor(Tables tables, RocksIterator rows, byte[] prefix, byte[] after) {
    this.tables = tables;
    this.rows = rows;
    this.prefix = prefix;
    byte[] start = Keys.join(prefix, after);
    rows.seek(start);
    if (after.length > 0 && rows.isValid() && Arrays.equals(rows.key(), start)) {
      rows.next();
    }
  }

  /** Takes the next row; false when there is none. */
  boolean next() throws IOException {
    if (key.length > 0) {
      rows.next();
    }
    if (!rows.isValid()) {
      requireSound();
      return false;
    }
    key = rows.key();
    return Arrays.mismatch(prefix, key) == prefix.length || Arrays.equals(prefix, key);
  }

  private void requireSound() throws IOException {
    try {
      rows.status();
    } catch (RocksDBException e) {
      throw tables.failure(e);
    }
  }

  byte[] key() {
    return key;
  }

  byte[] row() {
    return rows.value();
  }

  @Override
  public void close() {
    rows.close();
  }
}
