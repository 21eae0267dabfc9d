package org.ostraka.sync.hub;

import java.nio.ByteBuffer;
import org.ostraka.base.Digest;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.NodeId;

/** Identities as the tables have them. */
final class Ids {
  private static final int BYTES = 16;

  private Ids() {}

  static byte[] bytes(NodeId id) {
    return ByteBuffer.allocate(BYTES).putLong(id.high()).putLong(id.low()).array();
  }

  static byte[] bytes(ChangeId id) {
    return ByteBuffer.allocate(BYTES).putLong(id.high()).putLong(id.low()).array();
  }

  static NodeId node(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new NodeId(in.getLong(), in.getLong());
  }

  static ChangeId change(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new ChangeId(in.getLong(), in.getLong());
  }

  /** The first 8 bytes of a digest. */
  static long prefix(Digest digest) {
    return ByteBuffer.wrap(digest.toBytes()).getLong();
  }
}
