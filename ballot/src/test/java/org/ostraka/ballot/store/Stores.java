package org.ostraka.ballot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.box.BoxStore;
import org.ostraka.ballot.box.Change;
import org.ostraka.base.FileDisk;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Opens stores for tests, and looks at them from outside. */
final class Stores {

  /** So small that a few commits fill a buffer. */
  static final StoreOptions TINY = new StoreOptions(8 << 10, 1 << 20, 64);

  private Stores() {}

  static ReplicatedStore open(Path home) throws IOException {
    return ReplicatedStore.open(new FileDisk(), home, TINY);
  }

  /** All rows and files of a store, as one value. */
  static List<Object> content(BoxStore store) throws IOException {
    List<Change> rows = new ArrayList<>();
    store.forEachRow(rows::add);
    List<Object> content = new ArrayList<>(List.of(store.applied(), store.logTime()));
    content.addAll(rows);
    for (Change row : rows) {
      if (row instanceof Change.ElectionPut(Election election)) {
        content.addAll(files(store, election.name()));
      }
    }
    return content;
  }

  /** All files of an election. */
  static List<StoredFile> files(BoxStore store, ElectionName election) throws IOException {
    List<StoredFile> files = new ArrayList<>();
    store.forEachFile(election, files::add);
    return files;
  }

  /** The directory of a closed store in which RocksDB keeps its tables. */
  static Path tables(Path home) throws IOException {
    try (Stream<Path> names = Files.list(home)) {
      return names
          .filter(path -> String.valueOf(path.getFileName()).startsWith("tables"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** A row as it is stored, key and content as text of one byte a sign. */
  record Row(String key, String content) {

    boolean mentions(String text) {
      return key.contains(text) || content.contains(text);
    }
  }

  /** All rows of a closed store, by table. */
  static Map<String, List<Row>> rows(Path home) throws IOException {
    Map<String, List<Row>> rows = new HashMap<>();
    look(
        home,
        (database, table) -> {
          List<Row> found = new ArrayList<>();
          try (RocksIterator all = database.newIterator(table)) {
            for (all.seekToFirst(); all.isValid(); all.next()) {
              found.add(new Row(text(all.key()), text(all.value())));
            }
          }
          rows.put(name(table), found);
        });
    return rows;
  }

  /** The files of sorted rows of a closed store, by table. */
  static Map<String, List<LiveFileMetaData>> files(Path home) throws IOException {
    Map<String, List<LiveFileMetaData>> files = new HashMap<>();
    look(
        home,
        (database, table) ->
            files.put(
                name(table),
                database.getLiveFilesMetaData().stream()
                    .filter(file -> text(file.columnFamilyName()).equals(name(table)))
                    .toList()));
    return files;
  }

  private interface Look {
    void at(RocksDB database, ColumnFamilyHandle table) throws RocksDBException;
  }

  private static void look(Path home, Look look) throws IOException {
    RocksDB.loadLibrary();
    String directory = tables(home).toString();
    List<ColumnFamilyHandle> tables = new ArrayList<>();
    try (Options options = new Options();
        DBOptions database = new DBOptions()) {
      List<ColumnFamilyDescriptor> columns =
          RocksDB.listColumnFamilies(options, directory).stream()
              .map(ColumnFamilyDescriptor::new)
              .toList();
      try (RocksDB open = RocksDB.openReadOnly(database, directory, columns, tables)) {
        for (ColumnFamilyHandle table : tables) {
          look.at(open, table);
          table.close();
        }
      }
    } catch (RocksDBException e) {
      throw new IOException(e);
    }
  }

  private static String name(ColumnFamilyHandle table) {
    try {
      return text(table.getName());
    } catch (RocksDBException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Flips one bit in the files of blocks where this text stands. */
  static void damage(Path home, String text) throws IOException {
    int flipped = 0;
    try (Stream<Path> files = Files.list(tables(home))) {
      for (Path file : files.filter(Stores::holdsBlocks).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        int at = text(bytes).indexOf(text);
        if (at >= 0) {
          bytes[at] ^= 1;
          Files.write(file, bytes);
          flipped++;
        }
      }
    }
    assertThat(flipped).as("files of blocks with '%s'", text).isEqualTo(1);
  }

  private static boolean holdsBlocks(Path file) {
    return file.toString().endsWith(".blob")
        || BlockFiles.isName(String.valueOf(file.getFileName()));
  }
}
