package org.ostraka.ballot.store;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.rocksdb.RocksDB;

/** The tables: each is one RocksDB column family, and keys of two families are never joined. */
enum Family {
  /** Format version, last entry, and which elections had their order erased. */
  META,
  /** An election's own row. */
  ELECTIONS,
  /** Directories of the namespace. */
  DIRECTORIES,
  /** The voter's side, by inode number. */
  INODES,
  /** The file's side without the blocks, by name: what a list shows, and what a block must be. */
  FILES,
  /**
   * Blocks of small saves, by name; each stands outside the sorted tables with a checksum of its
   * own.
   */
  BLOCKS,
  /** Which files beside the tables hold blocks of large saves, by number. */
  BLOCK_FILES,
  /** Claims in their settling window. */
  WAITING,
  /** The voter's side of invalid files. */
  VOTERS;

  /** The tables that the log fills. */
  static final Set<Family> REPLICATED =
      Set.of(META, ELECTIONS, DIRECTORIES, INODES, FILES, BLOCKS, BLOCK_FILES, WAITING);

  /** The tables of one server's invalid files. */
  static final Set<Family> INVALID = Set.of(META, FILES, BLOCKS, VOTERS);

  /** The tables that hold rows of elections. */
  static final Set<Family> OF_ELECTIONS =
      Set.of(ELECTIONS, DIRECTORIES, INODES, FILES, BLOCKS, BLOCK_FILES, WAITING);

  /** The column family's name: RocksDB insists on one called default. */
  byte[] column() {
    return this == META
        ? RocksDB.DEFAULT_COLUMN_FAMILY
        : name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
  }
}
