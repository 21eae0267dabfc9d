package org.ostraka.swarm.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.base.Digest;
import org.ostraka.swarm.FileKey;

/** Digests of blocks. */
public final class BlockHasher {

  private BlockHasher() {}

  /** The digest of each block of the buffer's remaining bytes, which it leaves as they are. */
  public static List<Digest> digests(ByteBuffer octets) {
    List<Digest> digests = new ArrayList<>((octets.remaining() / FileKey.BLOCK) + 1);
    ByteBuffer rest = octets.duplicate();
    while (rest.hasRemaining()) {
      ByteBuffer block = rest.slice(rest.position(), Math.min(FileKey.BLOCK, rest.remaining()));
      rest.position(rest.position() + block.remaining());
      digests.add(Digest.of(block));
    }
    return digests;
  }
}
