package org.ostraka.ballot.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** A store that cannot be opened says why and what to do, and stays as it is. */
final class OpeningTest {
  @TempDir Path home;

  @Test
  void aStoreIsOpenOnce() throws IOException {
    try (ReplicatedStore store = Stores.open(home)) {
      CommitHistory.commit(store, 1);
      assertThatThrownBy(() -> Stores.open(home))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(home.toString())
          .hasMessageContaining("in use by a running server: stop it first");
    }
    Stores.open(home).close();
  }

  @Test
  void aNewerFormatIsRefused() throws IOException {
    Stores.open(home).close();
    try (Tables tables = Tables.open(Stores.tables(home), Family.REPLICATED, Stores.TINY);
        Batch batch = new Batch(tables)) {
      batch.key("format".getBytes(StandardCharsets.US_ASCII));
      batch.row().putInt(99);
      batch.put(Family.META);
      batch.write();
      tables.flush();
    }
    assertThatThrownBy(() -> Stores.open(home))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 99")
        .hasMessageContaining("use the newer version");
  }

  @Test
  void aTableOfANewerVersionIsRefused() throws IOException, RocksDBException {
    Stores.open(home).close();
    Path directory = Stores.tables(home);
    List<ColumnFamilyDescriptor> columns = new ArrayList<>();
    try (Options options = new Options();
        ColumnFamilyOptions plain = new ColumnFamilyOptions()) {
      RocksDB.listColumnFamilies(options, directory.toString())
          .forEach(name -> columns.add(new ColumnFamilyDescriptor(name, plain)));
      List<ColumnFamilyHandle> handles = new ArrayList<>();
      try (RocksDB database = RocksDB.open(directory.toString(), columns, handles)) {
        byte[] name = "receipts".getBytes(StandardCharsets.US_ASCII);
        database.createColumnFamily(new ColumnFamilyDescriptor(name, plain)).close();
        handles.forEach(ColumnFamilyHandle::close);
      }
    }
    assertThatThrownBy(() -> Stores.open(home))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("[receipts]")
        .hasMessageContaining("use that version");
  }

  @Test
  void missingTablesAreToldWithARemedy() throws IOException {
    try (ReplicatedStore store = Stores.open(home)) {
      CommitHistory.commit(store, 1);
    }
    Path directory = Stores.tables(home);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".sst")).toList()) {
        Files.delete(file);
      }
    }
    assertThatThrownBy(() -> Stores.open(home))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("remove them, so that the other servers refill them");
  }
}
