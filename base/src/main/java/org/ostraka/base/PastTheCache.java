package org.ostraka.base;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way of large appends to the disk without a copy in the system's cache. What is received is
 * seldom read again soon, and to find memory for it in the cache and to copy it there takes several
 * times the processor time of the writing itself.
 *
 * <p>Only whole blocks go this way; what is left at the end goes through the cache, so that the
 * file has all of it when an append returns. The kernel keeps both views of a file the same.
 */
final class PastTheCache implements Closeable {

  /** Less than this is as quick through the cache. */
  static final long LEAST_BYTES = 1 << 20;

  private static final int PORTION = 4 << 20;

  private static final int LEAST_BLOCK = 512;

  /** Blocks of disks are of this size or divide it. */
  private static final int LARGEST_BLOCK = 64 << 10;

  /** Memory in which blocks are put together, used again: new one would have to be cleared. */
  private static final BlockingQueue<ByteBuffer> PORTIONS = new ArrayBlockingQueue<>(4);

  private static final Optional<OpenOption> DIRECT = option();

  private final FileChannel direct;
  private final int block;

  private PastTheCache(FileChannel direct, int block) {
    this.direct = direct;
    this.block = block;
  }

  /** By its name: it is the JDK's own, and not every runtime has it. */
  private static Optional<OpenOption> option() {
    try {
      return Stream.of(Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants())
          .filter(it -> it.toString().equals("DIRECT"))
          .map(OpenOption.class::cast)
          .findFirst();
    } catch (ClassNotFoundException _) {
      return Optional.empty();
    }
  }

  /** Null where the file system knows no such way. */
  static @Nullable PastTheCache openOrNull(Path file) {
    try {
      long block = Files.getFileStore(file).getBlockSize();
      if (DIRECT.isEmpty() || block < LEAST_BLOCK || LARGEST_BLOCK % block != 0) {
        return null;
      }
      FileChannel direct = FileChannel.open(file, StandardOpenOption.WRITE, DIRECT.get());
      return new PastTheCache(direct, (int) block);
    } catch (IOException | UnsupportedOperationException _) {
      return null;
    }
  }

  /**
   * Writes all that remains in the buffers.
   *
   * @param cached the same file through the cache
   * @param end where it ends now
   */
  void append(FileChannel cached, long end, List<ByteBuffer> buffers) throws IOException {
    @Nullable ByteBuffer kept = PORTIONS.poll();
    ByteBuffer portion = kept == null ? fresh() : kept.clear();
    try {
      append(cached, end, buffers, portion);
    } finally {
      // More than are kept are for the collector.
      boolean _ = PORTIONS.offer(portion);
    }
  }

  private static ByteBuffer fresh() {
    return ByteBuffer.allocateDirect(PORTION + LARGEST_BLOCK)
        .alignedSlice(LARGEST_BLOCK)
        .limit(PORTION)
        .slice();
  }

  private void append(FileChannel cached, long end, List<ByteBuffer> buffers, ByteBuffer portion)
      throws IOException {
    long at = end - end % block;
    readBlockBegun(cached, at, end, portion);
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining()) {
        fill(portion, buffer);
        if (!portion.hasRemaining()) {
          at = writeBlocks(at, portion);
        }
      }
    }
    at = writeBlocks(at, portion);
    portion.flip();
    while (portion.hasRemaining()) {
      at += cached.write(portion, at);
    }
  }

  private static void readBlockBegun(FileChannel cached, long from, long end, ByteBuffer portion)
      throws IOException {
    portion.limit((int) (end - from));
    while (portion.hasRemaining()) {
      if (cached.read(portion, from + portion.position()) < 0) {
        throw new IOException("a file became shorter while it was written");
      }
    }
    portion.limit(portion.capacity());
  }

  private static void fill(ByteBuffer portion, ByteBuffer from) {
    int part = Math.min(portion.remaining(), from.remaining());
    portion.put(portion.position(), from, from.position(), part);
    portion.position(portion.position() + part);
    from.position(from.position() + part);
  }

  /** Writes the whole blocks and moves what is left to the front; returns where that begins. */
  private long writeBlocks(long from, ByteBuffer portion) throws IOException {
    int filled = portion.position();
    portion.position(0).limit(filled - filled % block);
    long at = from;
    while (portion.hasRemaining()) {
      at += direct.write(portion, at);
    }
    portion.limit(filled);
    portion.compact();
    return at;
  }

  @Override
  public void close() throws IOException {
    direct.close();
  }
}
