package org.ostraka.sync.hub;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.Entry;
import org.ostraka.sync.EntryCodec;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.UserName;

/** Journal records as rows of the table, and back. */
final class JournalRows {
  static final int CREATE = 0;
  static final int EDIT = 1;
  static final int MOVE = 2;
  static final int REMOVE = 3;

  static final String INSERT =
      "INSERT INTO journal (seq, change_id, kind, node, parent, name, entry, against, user, desk,"
          + " time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  static final String SELECT =
      "SELECT seq, change_id, kind, node, parent, name, entry, against, user, desk, time"
          + " FROM journal ";

  private JournalRows() {}

  /** The columns that not every kind of change has. */
  private record Columns(
      int kind,
      @Nullable NodeId parent,
      @Nullable EntryName name,
      @Nullable Entry entry,
      long against) {}

  private static Columns columns(Change change) {
    return switch (change) {
      case Change.Create(_, _, NodeId parent, EntryName name, Entry entry) ->
          new Columns(CREATE, parent, name, entry, 0);
      case Change.Edit(_, _, Entry entry, long against) ->
          new Columns(EDIT, null, null, entry, against);
      case Change.Move(_, _, NodeId parent, EntryName name, long against) ->
          new Columns(MOVE, parent, name, null, against);
      case Change.Remove(_, _, long against) -> new Columns(REMOVE, null, null, null, against);
    };
  }

  static void bind(PreparedStatement row, JournalRecord record) throws SQLException {
    Columns columns = columns(record.change());
    row.setLong(1, record.seq());
    row.setBytes(2, Ids.bytes(record.change().id()));
    row.setInt(3, columns.kind);
    row.setBytes(4, Ids.bytes(record.change().node()));
    setOptional(row, 5, Optional.ofNullable(columns.parent).map(Ids::bytes).orElse(null));
    setOptional(row, 7, Optional.ofNullable(columns.entry).map(EntryCodec::encode).orElse(null));
    if (columns.name == null) {
      row.setNull(6, Types.VARCHAR);
    } else {
      row.setString(6, columns.name.text());
    }
    row.setLong(8, columns.against);
    row.setString(9, record.user().text());
    row.setString(10, record.desk().text());
    row.setLong(11, record.time().toEpochMilli());
  }

  private static void setOptional(PreparedStatement row, int at, byte @Nullable [] bytes)
      throws SQLException {
    if (bytes == null) {
      row.setNull(at, Types.BLOB);
    } else {
      row.setBytes(at, bytes);
    }
  }

  static JournalRecord read(ResultSet row) throws SQLException {
    return new JournalRecord(
        row.getLong(1),
        change(row),
        new UserName(row.getString(9)),
        new DeskName(row.getString(10)),
        Instant.ofEpochMilli(row.getLong(11)));
  }

  private static Change change(ResultSet row) throws SQLException {
    ChangeId id = Ids.change(row.getBytes(2));
    NodeId node = Ids.node(row.getBytes(4));
    long against = row.getLong(8);
    int kind = row.getInt(3);
    return switch (kind) {
      case CREATE -> new Change.Create(id, node, parent(row), name(row), entry(row));
      case EDIT -> new Change.Edit(id, node, entry(row), against);
      case MOVE -> new Change.Move(id, node, parent(row), name(row), against);
      case REMOVE -> new Change.Remove(id, node, against);
      default -> throw new SQLException("journal row of the unknown kind " + kind);
    };
  }

  private static NodeId parent(ResultSet row) throws SQLException {
    return Ids.node(row.getBytes(5));
  }

  private static EntryName name(ResultSet row) throws SQLException {
    return new EntryName(row.getString(6));
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return EntryCodec.decode(row.getBytes(7));
  }
}
