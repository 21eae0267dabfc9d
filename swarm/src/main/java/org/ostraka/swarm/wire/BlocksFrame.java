package org.ostraka.swarm.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.ostraka.swarm.Run;

/** A BLOCKS message whose content is read straight into its place, without a copy. */
final class BlocksFrame {
  private static final int FIELDS = 8;

  private BlocksFrame() {}

  static ByteBuffer make(Run run, BlockSource source) throws IOException, InterruptedException {
    int body = FIELDS + source.bytes(run);
    ByteBuffer message = ByteBuffer.allocate(BodyWriter.HEADER + body);
    message.putInt((MessageType.BLOCKS.code() << 24) | body);
    message.putInt(run.fragment()).putShort((short) run.first()).putShort((short) run.count());
    source.read(run, message);
    if (message.hasRemaining()) {
      throw new IOException("the shared file is shorter than it was");
    }
    return message.flip();
  }
}
