package org.ostraka.swarm.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.base.Digest;
import org.ostraka.swarm.TreeNodes;

/** Tree nodes in a file, 32 octets each; what was never put reads as zeros. */
final class TreeFile implements TreeNodes, Closeable {
  private final FileChannel channel;

  TreeFile(Path file) throws IOException {
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public List<Digest> get(long position, int count) throws IOException {
    ByteBuffer octets = ByteBuffer.allocate(count * Digest.BYTES);
    long at = position * Digest.BYTES;
    while (octets.hasRemaining() && channel.read(octets, at + octets.position()) > 0) {
      // Positional reads may be short.
    }
    octets.clear();
    List<Digest> nodes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      nodes.add(Digest.readFrom(octets));
    }
    return nodes;
  }

  @Override
  public void putAll(long position, List<Digest> nodes) throws IOException {
    ByteBuffer octets = ByteBuffer.allocate(nodes.size() * Digest.BYTES);
    nodes.forEach(node -> node.writeTo(octets));
    writeFully(channel, octets.flip(), position * Digest.BYTES);
  }

  static void writeFully(FileChannel channel, ByteBuffer octets, long position) throws IOException {
    long at = position;
    while (octets.hasRemaining()) {
      at += channel.write(octets, at);
    }
  }

  void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
