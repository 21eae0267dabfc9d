package org.ostraka.swarm.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/**
 * Which fragments are on disk: one bitmap of those that are durable, and after it one of those that
 * were written since, which a restart has to look at again.
 *
 * <p><b>Invariant:</b> a fragment's bit in the first bitmap is written only after its content and
 * its tree nodes have been made durable.
 */
final class HeldFile implements Closeable {
  private final FileChannel channel;
  private final int bytes;
  private final BitSet durable;
  private final BitSet written;

  HeldFile(Path file, int fragments) throws IOException {
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    bytes = (fragments + 7) / 8;
    durable = read(0);
    written = read(bytes);
    durable.clear(fragments, Math.max(fragments, durable.length()));
    written.clear(fragments, Math.max(fragments, written.length()));
  }

  private BitSet read(int position) throws IOException {
    ByteBuffer octets = ByteBuffer.allocate(bytes);
    while (octets.hasRemaining() && channel.read(octets, position + octets.position()) > 0) {
      // Positional reads may be short.
    }
    return BitSet.valueOf(octets.clear());
  }

  BitSet durable() {
    return (BitSet) durable.clone();
  }

  /** Written but perhaps not durable. */
  BitSet doubtful() {
    BitSet doubtful = (BitSet) written.clone();
    doubtful.andNot(durable);
    return doubtful;
  }

  /** Notes that a fragment has been written and compared; survives the process, not the machine. */
  void wrote(int fragment) throws IOException {
    written.set(fragment);
    writeOctet(written, fragment / 8, bytes);
  }

  /** Notes that a fragment is not what was written. */
  void spoiled(int fragment) throws IOException {
    written.clear(fragment);
    durable.clear(fragment);
    writeOctet(written, fragment / 8, bytes);
    writeOctet(durable, fragment / 8, 0);
  }

  /** Notes that these fragments are durable, durably. */
  void madeDurable(BitSet fragments) throws IOException {
    durable.or(fragments);
    byte[] bits = durable.toByteArray();
    ByteBuffer octets = ByteBuffer.allocate(bytes).put(bits, 0, Math.min(bytes, bits.length));
    TreeFile.writeFully(channel, octets.clear(), 0);
    channel.force(false);
  }

  private void writeOctet(BitSet bits, int index, int offset) throws IOException {
    byte octet = 0;
    for (int bit = 0; bit < 8; bit++) {
      if (bits.get(index * 8 + bit)) {
        octet |= (byte) (1 << bit);
      }
    }
    TreeFile.writeFully(channel, ByteBuffer.wrap(new byte[] {octet}), offset + index);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
