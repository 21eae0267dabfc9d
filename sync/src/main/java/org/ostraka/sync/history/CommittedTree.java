package org.ostraka.sync.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.sync.NodeId;
import org.sqlite.SQLiteConfig;

/**
 * Which node stands where in Subversion, after which revision and with which journal records: a
 * SQLite file beside the repository.
 *
 * <p>Everything in it can be found again from the journal and from Subversion. So a save need not
 * be durable at once; it only must never say more than Subversion durably holds, and it is whole or
 * not there. One caller at a time.
 */
final class CommittedTree implements Closeable {
  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS node (
            id BLOB PRIMARY KEY, parent BLOB NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
            executable INTEGER NOT NULL, text BLOB NOT NULL, version INTEGER NOT NULL)
          WITHOUT ROWID
          """,
          "CREATE INDEX IF NOT EXISTS node_place ON node (parent, name)",
          // Where a node stood last, and the last revision that had it there.
          """
          CREATE TABLE IF NOT EXISTS grave (
            id BLOB PRIMARY KEY, path TEXT NOT NULL, revision INTEGER NOT NULL) WITHOUT ROWID
          """,
          "CREATE INDEX IF NOT EXISTS grave_path ON grave (path)",
          // Which journal records came with which revision, as ranges that do not overlap.
          """
          CREATE TABLE IF NOT EXISTS contained (
            first INTEGER PRIMARY KEY, last INTEGER NOT NULL, revision INTEGER NOT NULL)
          """,
          "CREATE INDEX IF NOT EXISTS contained_revision ON contained (revision)",
          "CREATE TABLE IF NOT EXISTS doubtful (id BLOB PRIMARY KEY) WITHOUT ROWID",
          """
          CREATE TABLE IF NOT EXISTS progress (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            revision INTEGER NOT NULL, records TEXT NOT NULL)
          """);

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private long revision;
  private RecordSet records = new RecordSet();

  private CommittedTree(Connection connection) {
    this.connection = connection;
  }

  static CommittedTree open(Path directory) throws IOException {
    Files.createDirectories(directory);
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    try {
      CommittedTree tree =
          new CommittedTree(
              config.createConnection("jdbc:sqlite:" + directory.resolve("history.db")));
      tree.prepare();
      return tree;
    } catch (SQLException e) {
      throw new IOException("the history's own database cannot be opened: " + directory, e);
    }
  }

  private void prepare() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.executeUpdate(table);
      }
      try (ResultSet row = statement.executeQuery("SELECT revision, records FROM progress")) {
        if (row.next()) {
          revision = row.getLong(1);
          records = RecordSet.parse(row.getString(2));
        }
      }
    }
    connection.setAutoCommit(false);
  }

  /** The youngest revision that is in here; 0 before the first. */
  long revision() {
    return revision;
  }

  /** A copy of the journal positions that Subversion contains, as of this tree. */
  synchronized RecordSet records() {
    return records.copy();
  }

  synchronized @Nullable Standing nodeOrNull(NodeId id) {
    return id.equals(NodeId.ROOT) ? null : oneOrNull("SELECT * FROM node WHERE id = ?", bytes(id));
  }

  synchronized @Nullable Standing childOrNull(NodeId parent, String name) {
    return oneOrNull("SELECT * FROM node WHERE parent = ? AND name = ?", bytes(parent), name);
  }

  synchronized List<Standing> children(NodeId parent) {
    return all("SELECT * FROM node WHERE parent = ?", CommittedTree::standing, bytes(parent));
  }

  /** Where a node stood last, and the last revision in which it did. */
  record Grave(NodeId id, String path, long revision) {}

  synchronized @Nullable Grave graveOrNull(NodeId id) {
    List<Grave> found = all("SELECT * FROM grave WHERE id = ?", CommittedTree::grave, bytes(id));
    return found.isEmpty() ? null : found.getFirst();
  }

  /** The node that stood at the path in the revision and is gone since, or null. */
  synchronized @Nullable Grave graveOrNull(String path, long revision) {
    List<Grave> found =
        all(
            "SELECT * FROM grave WHERE path = ? AND revision >= ? ORDER BY revision LIMIT 1",
            CommittedTree::grave,
            path,
            revision);
    return found.isEmpty() ? null : found.getFirst();
  }

  /** The revision that has a journal record; empty while none does, or it changed nothing there. */
  synchronized OptionalLong revisionOf(long record) {
    List<Long> found =
        all(
            "SELECT revision, last FROM contained WHERE first <= ? ORDER BY first DESC LIMIT 1",
            row -> row.getLong(2) >= record ? row.getLong(1) : 0L,
            record);
    return found.stream().mapToLong(Long::longValue).filter(it -> it > 0).findFirst();
  }

  /** The youngest journal record in the revisions up to this one; 0 if there is none. */
  synchronized long recordAt(long youngest) {
    return all(
            "SELECT coalesce(max(last), 0) FROM contained WHERE revision <= ?",
            row -> row.getLong(1),
            youngest)
        .getFirst();
  }

  synchronized List<NodeId> doubtful() {
    return all("SELECT id FROM doubtful", row -> id(row.getBytes(1)));
  }

  /** The path from '/', "" for the root and for no node. */
  String path(NodeId id) {
    Deque<String> names = new ArrayDeque<>();
    for (Standing at = nodeOrNull(id); at != null; at = nodeOrNull(at.parent())) {
      names.push(at.name());
    }
    return names.isEmpty() ? "" : "/" + String.join("/", names);
  }

  /**
   * Takes the draft in.
   *
   * @param newRevision the revision that contains it, durable already
   * @param contained journal positions that the draft brought
   * @param healed nodes that are in doubt no more
   */
  synchronized void save(Draft draft, long newRevision, RecordSet contained, List<NodeId> healed) {
    RecordSet all = records.copy();
    all.addAll(contained);
    try {
      bury(draft);
      for (NodeId id : draft.touched()) {
        save(id, draft.nowOrNull(id));
      }
      for (NodeId id : healed) {
        update("DELETE FROM doubtful WHERE id = ?", bytes(id));
      }
      for (NodeId id : draft.doubtful()) {
        update("INSERT OR IGNORE INTO doubtful VALUES (?)", bytes(id));
      }
      for (Map.Entry<Long, Long> range : contained.ranges().entrySet()) {
        update(
            "INSERT OR REPLACE INTO contained VALUES (?, ?, ?)",
            range.getKey(),
            range.getValue(),
            newRevision);
      }
      update("INSERT OR REPLACE INTO progress VALUES (1, ?, ?)", newRevision, all.toString());
      connection.commit();
    } catch (SQLException e) {
      throw broken(e);
    }
    revision = newRevision;
    records = all;
  }

  private void bury(Draft draft) throws SQLException {
    for (NodeId id : draft.touched()) {
      if (draft.nowOrNull(id) == null && nodeOrNull(id) != null) {
        update("INSERT OR REPLACE INTO grave VALUES (?, ?, ?)", bytes(id), path(id), revision);
      }
    }
  }

  private void save(NodeId id, @Nullable Standing node) throws SQLException {
    if (node == null) {
      update("DELETE FROM node WHERE id = ?", bytes(id));
    } else {
      update(
          "INSERT OR REPLACE INTO node VALUES (?, ?, ?, ?, ?, ?, ?)",
          bytes(id),
          bytes(node.parent()),
          node.name(),
          node.kind().name(),
          node.executable() ? 1 : 0,
          node.text().toBytes(),
          node.version());
      update("DELETE FROM grave WHERE id = ?", bytes(id));
    }
  }

  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private @Nullable Standing oneOrNull(String sql, Object... values) {
    List<Standing> found = all(sql, CommittedTree::standing, values);
    return found.isEmpty() ? null : found.getFirst();
  }

  private <T> List<T> all(String sql, Row<T> reader, Object... values) {
    try (ResultSet rows = bound(sql, values).executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(reader.read(rows));
      }
      return found;
    } catch (SQLException e) {
      throw broken(e);
    }
  }

  private void update(String sql, Object... values) throws SQLException {
    bound(sql, values).executeUpdate();
  }

  private PreparedStatement bound(String sql, Object... values) throws SQLException {
    @Nullable PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        id(row.getBytes(1)),
        id(row.getBytes(2)),
        row.getString(3),
        Standing.Kind.valueOf(row.getString(4)),
        row.getInt(5) == 1,
        Digest.wrap(row.getBytes(6)),
        row.getLong(7));
  }

  private static Grave grave(ResultSet row) throws SQLException {
    return new Grave(id(row.getBytes(1)), row.getString(2), row.getLong(3));
  }

  private static byte[] bytes(NodeId id) {
    return ByteBuffer.allocate(NodeId.BYTES).putLong(id.high()).putLong(id.low()).array();
  }

  private static NodeId id(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new NodeId(buffer.getLong(), buffer.getLong());
  }

  private static IllegalStateException broken(SQLException cause) {
    return new IllegalStateException("the history's own database failed", cause);
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("the history's own database cannot be closed", e);
    }
  }
}
