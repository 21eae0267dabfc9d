package org.ostraka.swarm.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Content in a file of the machine. */
record ChannelContent(FileChannel channel) implements Content {

  @Override
  public void write(long position, ByteBuffer octets) throws IOException {
    TreeFile.writeFully(channel, octets, position);
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    int start = target.position();
    while (target.hasRemaining()
        && channel.read(target, position + target.position() - start) > 0) {
      // Positional reads may be short.
    }
  }

  @Override
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
