package org.ostraka.sync.durable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.ostraka.base.Fault;
import org.ostraka.base.FileDisk;
import org.sqlite.SQLiteConfig;

/**
 * One SQLite file that this process alone uses, through one connection, one caller at a time.
 *
 * <p>WAL with {@code synchronous=FULL}: when a transaction has returned, it is durable (SQLite
 * documentation, "PRAGMA synchronous"). WAL with NORMAL would lose the last ones in a power cut.
 */
public final class Database implements Closeable {
  private static final int BUSY_MILLIS = 10_000;

  /** SQLite's page cache, in KiB: negative as the pragma has it. */
  private static final int CACHE_KIB = -32 * 1024;

  private final Path file;
  private final Connection connection;
  private final Jdbi jdbi;
  private final ReentrantLock turn = new ReentrantLock();

  private Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
    this.jdbi = Jdbi.create(connection);
  }

  /**
   * Opens the file, makes it if it does not exist, and brings its tables up to date.
   *
   * @param owner the class beside whose package the migrations are: {@code 001.sql}, {@code
   *     002.sql}, …
   * @throws Fault {@code database-newer} if a later version of the program made it
   */
  public static Database open(Path file, Class<?> owner) throws IOException, Fault {
    // SQLite gives its other files the permissions of this one.
    FileDisk.ownerOnly().open(file).close();
    try {
      Database database = new Database(file, settings().createConnection("jdbc:sqlite:" + file));
      new Migrations(owner).run(database);
      return database;
    } catch (SQLException e) {
      throw failed(file, e);
    }
  }

  private static SQLiteConfig settings() {
    SQLiteConfig settings = new SQLiteConfig();
    settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
    settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    settings.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    settings.setBusyTimeout(BUSY_MILLIS);
    settings.setCacheSize(CACHE_KIB);
    settings.enforceForeignKeys(true);
    // Else the driver asks for the number of each row that was inserted, with a statement of its
    // own.
    settings.setGetGeneratedKeys(false);
    return settings;
  }

  /** What is done in one transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Handle handle) throws Fault, SQLException;
  }

  /** What is done in one transaction and gives nothing back. */
  @FunctionalInterface
  public interface Act {
    void run(Handle handle) throws Fault, SQLException;
  }

  /** Does the work in one transaction: all of it is durable when this returns, or none of it. */
  public <T> T transact(Work<T> work) throws Fault, IOException {
    turn.lock();
    try {
      return jdbi.inTransaction(handle -> run(work, handle));
    } catch (JdbiException e) {
      throw failed(file, e);
    } finally {
      turn.unlock();
    }
  }

  /** As {@link #transact}, for work without a result. */
  public void act(Act act) throws Fault, IOException {
    Boolean _ =
        transact(handle -> {
          act.run(handle);
          return true;
        });
  }

  /** Reads, without the cost of a transaction. */
  public <T> T read(Work<T> work) throws Fault, IOException {
    turn.lock();
    try {
      return jdbi.withHandle(handle -> run(work, handle));
    } catch (JdbiException e) {
      throw failed(file, e);
    } finally {
      turn.unlock();
    }
  }

  /** One kind of exception for all that the database says. */
  private static <T> T run(Work<T> work, Handle handle) throws Fault {
    try {
      return work.run(handle);
    } catch (SQLException e) {
      throw new ConnectionException(e);
    }
  }

  private static IOException failed(Path file, Exception cause) {
    return new IOException("the database %s failed: %s".formatted(file, cause.getMessage()), cause);
  }

  @Override
  public void close() throws IOException {
    turn.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(file, e);
    } finally {
      turn.unlock();
    }
  }
}
