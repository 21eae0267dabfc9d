package org.ostraka.sync.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.sync.account.Accounts;

/** What a transaction that returned is worth. */
final class DatabaseTest {
  @TempDir Path folder;

  /**
   * With these two SQLite forces its log before a transaction returns (SQLite documentation,
   * "PRAGMA synchronous"); in tables of our own there is no disk to count on.
   */
  @Test
  void aTransactionThatReturnedWasForced() throws Exception {
    try (Database database = Database.open(folder.resolve("some.sqlite"), Accounts.class)) {
      assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(database, "synchronous")).as("FULL").isEqualTo("2");
      assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
    }
  }

  private static String pragma(Database database, String name) throws Exception {
    return database.read(handle -> handle.createQuery("PRAGMA " + name).mapTo(String.class).one());
  }

  /** Where it is let, the driver asks with a statement of its own after each row. */
  @Test
  void theNumberOfAnInsertedRowIsNotAskedFor() throws Exception {
    try (Database database = Database.open(folder.resolve("some.sqlite"), Accounts.class)) {
      boolean asked =
          database.transact(handle -> {
            try (Statement statement = handle.getConnection().createStatement()) {
              int _ = statement.executeUpdate("INSERT INTO groups (name) VALUES ('new')");
              return statement.getGeneratedKeys().next();
            }
          });
      assertThat(asked).isFalse();
    }
  }

  @Test
  void whatFailedInTheMiddleIsNotThere() throws Exception {
    try (Database database = Database.open(folder.resolve("some.sqlite"), Accounts.class)) {
      assertThatExceptionOfType(Fault.class)
          .isThrownBy(() ->
              database.act(handle -> {
                handle.execute("INSERT INTO groups (name) VALUES ('half')");
                throw Fault.of(org.ostraka.base.FaultKind.BUSY, "stopped here");
              }));
      int groups =
          database.read(handle ->
              handle.createQuery("SELECT count(*) FROM groups").mapTo(Integer.class).one());
      assertThat(groups).isZero();
    }
  }

  @Test
  void aNewerProgramsDatabaseIsRefused() throws Exception {
    Path file = folder.resolve("some.sqlite");
    try (Database database = Database.open(file, Accounts.class)) {
      database.act(handle -> handle.execute("PRAGMA user_version = 999"));
    }
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> Database.open(file, Accounts.class))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("database-newer"));
  }
}
