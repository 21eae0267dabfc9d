package org.ostraka.sync.index;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.desk.Index;
import org.ostraka.sync.desk.Seen;
import org.sqlite.SQLiteConfig;

/**
 * The index in one SQLite file. Commits are not forced: after a power loss the last ones may be
 * missing, in their order, which the desk allows for.
 *
 * <p>A side that equals the synced one is stored as an empty value, so that a settled node is
 * stored once. SQL stays in this class; one thread uses it.
 */
public final class SqliteIndex implements Index {
  private static final String[] SCHEMA = {
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA cache_size = -8000",
    """
    CREATE TABLE IF NOT EXISTS node (
      id BLOB PRIMARY KEY, synced BLOB, local BLOB, remote BLOB, seen BLOB
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE IF NOT EXISTS mark (
      one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, view TEXT NOT NULL
    )
    """,
    "CREATE TABLE IF NOT EXISTS stamp (one INTEGER PRIMARY KEY CHECK (one = 1), stamp INTEGER)",
    "INSERT OR IGNORE INTO stamp VALUES (1, random())"
  };
  private static final byte[] AS_SYNCED = {};

  private final Connection connection;

  private SqliteIndex(Connection connection) {
    this.connection = connection;
  }

  /** Opens the file, and makes it if it does not exist. */
  public static SqliteIndex open(Path file) throws IOException {
    try {
      Connection connection = settings().createConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        for (String sql : SCHEMA) {
          statement.execute(sql);
        }
      }
      connection.setAutoCommit(false);
      return new SqliteIndex(connection);
    } catch (SQLException e) {
      throw new IOException("cannot open the index " + file + ": " + e.getMessage(), e);
    }
  }

  private static SQLiteConfig settings() {
    SQLiteConfig settings = new SQLiteConfig();
    // Else the driver asks for the number of each row that was inserted, with a statement of its
    // own.
    settings.setGetGeneratedKeys(false);
    return settings;
  }

  /** What may fail in SQL. */
  @FunctionalInterface
  private interface Work<T> {
    T run() throws SQLException;
  }

  private static <T> T attempt(Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (SQLException e) {
      throw new IOException("the desk's index failed: " + e.getMessage(), e);
    }
  }

  @Override
  public Mark mark() throws IOException {
    return attempt(() -> {
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("SELECT position, view FROM mark")) {
        return result.next() ? new Mark(result.getLong(1), result.getString(2)) : new Mark(0, "");
      }
    });
  }

  @Override
  public long stamp() throws IOException {
    return attempt(() -> {
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("SELECT stamp FROM stamp")) {
        return result.getLong(1);
      }
    });
  }

  @Override
  public List<Row> rows() throws IOException {
    return attempt(() -> {
      List<Row> rows = new ArrayList<>();
      String sql = "SELECT id, synced, local, remote, seen FROM node";
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(sql)) {
        while (result.next()) {
          rows.add(row(result));
        }
      }
      return rows;
    });
  }

  private static Row row(ResultSet result) throws SQLException {
    NodeId id = RowCodec.id(result.getBytes(1));
    @Nullable Node synced = RowCodec.node(id, result.getBytes(2));
    @Nullable Node local = side(id, result.getBytes(3), synced);
    @Nullable Node remote = side(id, result.getBytes(4), synced);
    @Nullable Seen seen = RowCodec.seen(result.getBytes(5));
    return new Row(id, synced, local, remote, seen);
  }

  private static @Nullable Node side(NodeId id, byte @Nullable [] bytes, @Nullable Node synced) {
    return Arrays.equals(bytes, AS_SYNCED) ? synced : RowCodec.node(id, bytes);
  }

  @Override
  public void commit(Collection<Row> rows, Mark mark) throws IOException {
    attempt(() -> {
      write(rows);
      write(mark);
      connection.commit();
      return rows;
    });
  }

  private void write(Collection<Row> rows) throws SQLException {
    try (PreparedStatement put =
            connection.prepareStatement("INSERT OR REPLACE INTO node VALUES (?, ?, ?, ?, ?)");
        PreparedStatement remove = connection.prepareStatement("DELETE FROM node WHERE id = ?")) {
      for (Row row : rows) {
        boolean empty = row.synced() == null && row.local() == null && row.remote() == null;
        PreparedStatement statement = empty ? remove : put;
        statement.setBytes(1, RowCodec.id(row.id()));
        if (!empty) {
          statement.setBytes(2, RowCodec.node(row.synced()));
          statement.setBytes(3, side(row.local(), row.synced()));
          statement.setBytes(4, side(row.remote(), row.synced()));
          statement.setBytes(5, RowCodec.seen(row.seen()));
        }
        statement.executeUpdate();
      }
    }
  }

  private static byte @Nullable [] side(@Nullable Node side, @Nullable Node synced) {
    return side != null && Objects.equals(side, synced) ? AS_SYNCED : RowCodec.node(side);
  }

  private void write(Mark mark) throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement("INSERT OR REPLACE INTO mark VALUES (1, ?, ?)")) {
      put.setLong(1, mark.position());
      put.setString(2, mark.view());
      put.executeUpdate();
    }
  }

  @Override
  public void close() throws IOException {
    attempt(() -> {
      connection.close();
      return connection;
    });
  }
}
