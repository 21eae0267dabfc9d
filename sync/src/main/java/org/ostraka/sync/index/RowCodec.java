package org.ostraka.sync.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.EntryCodec;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.desk.Seen;

/**
 * Nodes and what was seen of them as the bytes of the table's columns.
 *
 * <pre>
 * node  parent 16  version i64  name length u16  name, UTF-8  entry, to the end
 * seen  kind u8  executable u8  size i64  modified i64  changed i64  inode i64
 * </pre>
 */
final class RowCodec {
  private static final int SEEN_BYTES = 2 + 4 * Long.BYTES;

  private RowCodec() {}

  static byte[] id(NodeId id) {
    return ByteBuffer.allocate(NodeId.BYTES).putLong(id.high()).putLong(id.low()).array();
  }

  static NodeId id(byte[] bytes) {
    return readId(ByteBuffer.wrap(bytes));
  }

  private static NodeId readId(ByteBuffer in) {
    return new NodeId(in.getLong(), in.getLong());
  }

  static byte @Nullable [] node(@Nullable Node node) {
    if (node == null) {
      return null;
    }
    byte[] name = node.name().text().getBytes(StandardCharsets.UTF_8);
    byte[] entry = EntryCodec.encode(node.entry());
    return ByteBuffer.allocate(NodeId.BYTES + Long.BYTES + Short.BYTES + name.length + entry.length)
        .put(id(node.parent()))
        .putLong(node.version())
        .putShort((short) name.length)
        .put(name)
        .put(entry)
        .array();
  }

  static @Nullable Node node(NodeId id, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    NodeId parent = readId(in);
    long version = in.getLong();
    byte[] name = new byte[in.getShort()];
    in.get(name);
    byte[] entry = new byte[in.remaining()];
    in.get(entry);
    EntryName entryName = new EntryName(new String(name, StandardCharsets.UTF_8));
    return new Node(id, parent, entryName, EntryCodec.decode(entry), version);
  }

  static byte @Nullable [] seen(@Nullable Seen seen) {
    if (seen == null) {
      return null;
    }
    return ByteBuffer.allocate(SEEN_BYTES)
        .put(code(seen.kind()))
        .put((byte) (seen.executable() ? 1 : 0))
        .putLong(seen.size())
        .putLong(seen.modifiedNanos())
        .putLong(seen.changedNanos())
        .putLong(seen.inode())
        .array();
  }

  private static byte code(Seen.Kind kind) {
    return switch (kind) {
      case FOLDER -> 0;
      case FILE -> 1;
      case LINK -> 2;
      case OTHER -> 3;
    };
  }

  private static Seen.Kind kind(byte code) {
    return switch (code) {
      case 0 -> Seen.Kind.FOLDER;
      case 1 -> Seen.Kind.FILE;
      case 2 -> Seen.Kind.LINK;
      default -> Seen.Kind.OTHER;
    };
  }

  static @Nullable Seen seen(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Seen.Kind kind = kind(in.get());
    boolean executable = in.get() != 0;
    return new Seen(kind, in.getLong(), in.getLong(), in.getLong(), in.getLong(), executable);
  }
}
