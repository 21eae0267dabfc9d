package org.ostraka.sync.hub;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.Entry;
import org.ostraka.sync.EntryCodec;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryTree;
import org.ostraka.sync.Tree;
import org.ostraka.sync.UserName;
import org.ostraka.sync.durable.Database;

/**
 * A repository's journal and nodes on the disk. Both change in one transaction, so that after any
 * crash the nodes are those that the journal makes.
 */
final class Journal implements Closeable {
  private static final String FILE = "journal.sqlite";

  private static final String MISSING_RECORDS =
      "SELECT coalesce(max(seq) - min(seq) + 1, 0) - count(*) FROM journal";

  private static final String NODES_WITHOUT_RECORD =
      "SELECT count(*) FROM nodes n WHERE NOT EXISTS"
          + " (SELECT 1 FROM journal j WHERE j.seq = n.version AND j.node = n.id)";

  /** One connection writes, the other reads meanwhile. */
  private final Database writing;

  private final Database reading;
  private final Path file;
  private final JournalRuns runs;

  private Journal(Path file, Database writing, Database reading, JournalRuns runs) {
    this.runs = runs;
    this.file = file;
    this.writing = writing;
    this.reading = reading;
  }

  static Journal open(Path directory) throws IOException, Fault {
    Path file = directory.resolve(FILE);
    Database writing = Database.open(file, Journal.class);
    JournalRuns runs = JournalRuns.begin(writing);
    return new Journal(file, writing, Database.open(file, Journal.class), runs);
  }

  /** How this journal is told from others of the same repository. */
  JournalRuns runs() {
    return runs;
  }

  /** The repository as it stands. */
  RepositoryTree load() throws IOException, Fault {
    return writing.read(handle -> {
      long position =
          handle.createQuery("SELECT coalesce(max(seq), 0) FROM journal").mapTo(Long.class).one();
      RepositoryTree tree = new RepositoryTree(nodes(handle), position);
      handle
          .createQuery("SELECT seq, change_id FROM journal WHERE seq > ? ORDER BY seq")
          .bind(0, position - RepositoryTree.REMEMBERED_CHANGES)
          .map((row, _) -> Map.entry(row.getLong(1), Ids.change(row.getBytes(2))))
          .forEach(
              (Map.Entry<Long, ChangeId> known) -> tree.remember(known.getKey(), known.getValue()));
      return tree;
    });
  }

  private static Tree nodes(Handle handle) {
    Tree tree = new Tree();
    handle
        .createQuery("SELECT id, parent, name, entry, version FROM nodes")
        .map((row, _) ->
            new Node(
                Ids.node(row.getBytes(1)),
                Ids.node(row.getBytes(2)),
                new EntryName(row.getString(3)),
                EntryCodec.decode(row.getBytes(4)),
                row.getLong(5)))
        .forEach(tree::put);
    return tree;
  }

  /**
   * Adds records, and brings the nodes that they touched to what they are in the tree now. Durable
   * when this returns.
   *
   * @param touched every node that the records made, changed or removed
   */
  void append(List<JournalRecord> records, Set<NodeId> touched, Tree tree)
      throws IOException, Fault {
    writing.act(handle -> append(handle.getConnection(), records, touched, tree));
  }

  private static void append(
      Connection connection, List<JournalRecord> records, Set<NodeId> touched, Tree tree)
      throws SQLException {
    try (PreparedStatement row = connection.prepareStatement(JournalRows.INSERT)) {
      for (JournalRecord record : records) {
        JournalRows.bind(row, record);
        int _ = row.executeUpdate();
      }
    }
    List<Node> present = new ArrayList<>();
    try (PreparedStatement gone = connection.prepareStatement("DELETE FROM nodes WHERE id = ?")) {
      for (NodeId id : touched) {
        @Nullable Node node = tree.nodeOrNull(id);
        if (node == null) {
          gone.setBytes(1, Ids.bytes(id));
          int _ = gone.executeUpdate();
        } else {
          present.add(node);
        }
      }
    }
    put(connection, present);
    putUses(connection, records);
  }

  private static void put(Connection connection, List<Node> nodes) throws SQLException {
    try (PreparedStatement row =
        connection.prepareStatement("INSERT OR REPLACE INTO nodes VALUES (?, ?, ?, ?, ?)")) {
      for (Node node : nodes) {
        row.setBytes(1, Ids.bytes(node.id()));
        row.setBytes(2, Ids.bytes(node.parent()));
        row.setString(3, node.name().text());
        row.setBytes(4, EntryCodec.encode(node.entry()));
        row.setLong(5, node.version());
        int _ = row.executeUpdate();
      }
    }
  }

  private static void putUses(Connection connection, List<JournalRecord> records)
      throws SQLException {
    try (PreparedStatement row =
        connection.prepareStatement("INSERT OR IGNORE INTO uses VALUES (?, ?)")) {
      for (JournalRecord record : records) {
        row.setBytes(2, Ids.bytes(record.change().node()));
        for (ChunkRef chunk : Changes.chunks(record.change())) {
          row.setLong(1, Ids.prefix(chunk.digest()));
          int _ = row.executeUpdate();
        }
      }
    }
  }

  /** Records after a position, oldest first. */
  List<JournalRecord> after(long seq, int limit) throws IOException, Fault {
    return reading.read(handle ->
        handle
            .createQuery(JournalRows.SELECT + "WHERE seq > ? ORDER BY seq LIMIT ?")
            .bind(0, seq)
            .bind(1, limit)
            .map((row, _) -> JournalRows.read(row))
            .list());
  }

  /** The last record made at or before this time, or 0. */
  long positionAt(long millis) throws IOException, Fault {
    return reading.read(handle ->
        handle
            .createQuery("SELECT coalesce(max(seq), 0) FROM journal WHERE time <= ?")
            .bind(0, millis)
            .mapTo(Long.class)
            .one());
  }

  /** What was done to a node, newest first. */
  List<JournalRecord> ofNode(NodeId node, int limit) throws IOException, Fault {
    return reading.read(handle ->
        handle
            .createQuery(JournalRows.SELECT + "WHERE node = ? ORDER BY seq DESC LIMIT ?")
            .bind(0, Ids.bytes(node))
            .bind(1, limit)
            .map((row, _) -> JournalRows.read(row))
            .list());
  }

  /**
   * Which of these changes were accepted from {@link LiveSource#SUBVERSION}, and as which records,
   * however long ago. What desks repeat, the tree remembers.
   */
  Map<ChangeId, Long> acceptedFromSubversion(List<ChangeId> changes) throws IOException, Fault {
    return reading.read(handle -> {
      Map<ChangeId, Long> found = new HashMap<>();
      for (ChangeId change : changes) {
        handle
            .createQuery("SELECT seq FROM journal WHERE change_id = ? AND desk = 'svn'")
            .bind(0, Ids.bytes(change))
            .mapTo(Long.class)
            .findFirst()
            .ifPresent(seq -> found.put(change, seq));
      }
      return found;
    });
  }

  /** The newest removals before a position, newest first. */
  List<JournalRecord> removals(long before, int limit) throws IOException, Fault {
    return reading.read(handle ->
        handle
            .createQuery(
                JournalRows.SELECT + "WHERE kind = ? AND seq < ? ORDER BY seq DESC LIMIT ?")
            .bind(0, JournalRows.REMOVE)
            .bind(1, before)
            .bind(2, limit)
            .map((row, _) -> JournalRows.read(row))
            .list());
  }

  /** Where a node stands or stood last; empty if there never was one. */
  Optional<Place> lastPlace(NodeId node) throws IOException, Fault {
    return reading.read(handle ->
        handle
            .createQuery(
                "SELECT parent, name FROM journal WHERE node = ? AND parent IS NOT NULL"
                    + " ORDER BY seq DESC LIMIT 1")
            .bind(0, Ids.bytes(node))
            .map((row, _) -> new Place(Ids.node(row.getBytes(1)), new EntryName(row.getString(2))))
            .findOne());
  }

  /** The node that was called so in the folder last; empty if there never was one. */
  Optional<NodeId> lastNamed(NodeId folder, EntryName name) throws IOException, Fault {
    return reading.read(handle ->
        handle
            .createQuery(
                "SELECT node FROM journal WHERE parent = ? AND name = ? ORDER BY seq DESC LIMIT 1")
            .bind(0, Ids.bytes(folder))
            .bind(1, name.text())
            .map((row, _) -> Ids.node(row.getBytes(1)))
            .findOne());
  }

  /**
   * Bytes in the files that the user was the last to change, moves included. Reads all nodes: it is
   * asked for users with a quota, and seldom.
   */
  long bytesOf(UserName user) throws IOException, Fault {
    return reading.read(handle ->
        handle
            .createQuery(
                "SELECT n.entry FROM nodes n JOIN journal j ON j.seq = n.version WHERE j.user = ?")
            .bind(0, user.text())
            .map((row, _) -> EntryCodec.decode(row.getBytes(1)))
            .stream()
            .mapToLong(entry -> entry instanceof FileEntry file ? file.content().size() : 0)
            .sum());
  }

  /** A node and what it is. */
  record Held(NodeId id, Entry entry) {}

  /** Nodes whose ids come after this one, in the order of their ids. */
  List<Held> nodesAfter(NodeId id, int limit) throws IOException, Fault {
    return reading.read(handle ->
        handle
            .createQuery("SELECT id, entry FROM nodes WHERE id > ? ORDER BY id LIMIT ?")
            .bind(0, Ids.bytes(id))
            .bind(1, limit)
            .map(
                (row, _) -> new Held(Ids.node(row.getBytes(1)), EntryCodec.decode(row.getBytes(2))))
            .list());
  }

  /** Records before a position, newest first. */
  List<JournalRecord> before(long seq, int limit) throws IOException, Fault {
    return reading.read(handle ->
        handle
            .createQuery(JournalRows.SELECT + "WHERE seq < ? ORDER BY seq DESC LIMIT ?")
            .bind(0, seq)
            .bind(1, limit)
            .map((row, _) -> JournalRows.read(row))
            .list());
  }

  /** Where a node stands. */
  record Place(NodeId parent, EntryName name) {}

  /** Nodes that use the chunk, or used it once, among perhaps some that never did. */
  Map<Digest, List<NodeId>> users(Collection<Digest> chunks) throws IOException, Fault {
    return reading.read(handle -> {
      Map<Digest, List<NodeId>> users = new HashMap<>();
      for (Digest chunk : chunks) {
        users.put(
            chunk,
            handle
                .createQuery("SELECT node FROM uses WHERE chunk = ? LIMIT 1000")
                .bind(0, Ids.prefix(chunk))
                .map((row, _) -> Ids.node(row.getBytes(1)))
                .list());
      }
      return users;
    });
  }

  /**
   * What is wrong with the tables, as far as reading all of them shows. Over a connection of its
   * own: it may take long, and nobody waits for it.
   */
  List<String> damages() throws IOException, Fault {
    try (Database own = Database.open(file, Journal.class)) {
      List<String> damages = new ArrayList<>(own.read(Journal::brokenPages));
      if (own.read(handle -> one(handle, MISSING_RECORDS)) != 0) {
        damages.add("records are missing in the midst of the journal");
      }
      long nodes = own.read(handle -> one(handle, NODES_WITHOUT_RECORD));
      if (nodes != 0) {
        damages.add("%d nodes are not as the journal makes them".formatted(nodes));
      }
      return damages;
    }
  }

  private static List<String> brokenPages(Handle handle) {
    return handle.createQuery("PRAGMA integrity_check(10)").mapTo(String.class).stream()
        .filter(line -> !line.equals("ok"))
        .toList();
  }

  private static long one(Handle handle, String query) {
    return handle.createQuery(query).mapTo(Long.class).one();
  }

  @Override
  public void close() throws IOException {
    reading.close();
    writing.close();
  }
}
