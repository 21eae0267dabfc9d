package org.ostraka.swarm.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a file, read and written at any place by any thread. Nothing is durable before
 * {@link #force}. {@link #open} gives the real one; a simulated one may be full.
 */
interface Content extends Closeable {

  /** Writes all of the buffer's remaining bytes. */
  void write(long position, ByteBuffer octets) throws IOException;

  /** Fills the buffer, or less at the end of the file. */
  void read(long position, ByteBuffer target) throws IOException;

  void force() throws IOException;

  /** Opens a file; creates it when it is to be written and does not exist. */
  static Content open(Path file, boolean writable) throws IOException {
    FileChannel channel =
        writable
            ? FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)
            : FileChannel.open(file, StandardOpenOption.READ);
    return new ChannelContent(channel);
  }

  /** Opens the content of a file that is fetched. */
  @FunctionalInterface
  interface Opener {
    Content open(Path file, boolean writable) throws IOException;
  }
}
