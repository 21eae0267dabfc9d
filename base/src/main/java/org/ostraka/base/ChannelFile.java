package org.ostraka.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open file of the {@link FileDisk}: a channel whose position is always the file's end. */
final class ChannelFile implements Disk.File {
  private final Path file;
  private final FileChannel channel;

  /** Opened by the first large append; absent before it, and where there is no such way. */
  private @Nullable PastTheCache large;

  private boolean largeTried;

  /** Set once, by the failure after which nobody knows what the file holds. */
  private volatile @Nullable IOException broken;

  private ChannelFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes over the channel and moves it to the file's end. */
  static ChannelFile atEnd(Path file, FileChannel channel) throws IOException {
    channel.position(channel.size());
    return new ChannelFile(file, channel);
  }

  @Override
  public void append(List<ByteBuffer> buffers) throws IOException {
    requireSound();
    long before = channel.position();
    try {
      if (!goesPastTheCache(before, buffers)) {
        writeAll(buffers.toArray(ByteBuffer[]::new));
      }
    } catch (IOException e) {
      takeBack(before, e);
      throw e;
    }
  }

  private boolean goesPastTheCache(long before, List<ByteBuffer> buffers) throws IOException {
    @Nullable PastTheCache way = largeOrNull(buffers);
    if (way == null) {
      return false;
    }
    try {
      way.append(channel, before, buffers.stream().map(ByteBuffer::duplicate).toList());
    } catch (IOException _) {
      // Some file systems open this way and take nothing by it. If it is the disk that fails, the
      // other way says so.
      channel.truncate(before);
      large = null;
      way.close();
      return false;
    }
    long after = before;
    for (ByteBuffer buffer : buffers) {
      after += buffer.remaining();
      buffer.position(buffer.limit());
    }
    channel.position(after);
    return true;
  }

  private @Nullable PastTheCache largeOrNull(List<ByteBuffer> buffers) {
    long length = buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    if (length < PastTheCache.LEAST_BYTES) {
      return null;
    }
    if (!largeTried) {
      largeTried = true;
      large = PastTheCache.openOrNull(file);
    }
    return large;
  }

  private void writeAll(ByteBuffer[] buffers) throws IOException {
    // One write may take only a part: the kernel stops at 2 GiB, 1,024 buffers or a full disk.
    for (int at = 0; at < buffers.length; ) {
      if (buffers[at].hasRemaining()) {
        channel.write(buffers, at, buffers.length - at);
      } else {
        at++;
      }
    }
  }

  /** A failed append leaves no part behind, so that a full disk can be emptied and used again. */
  private void takeBack(long before, IOException failure) {
    try {
      channel.truncate(before);
    } catch (IOException e) {
      failure.addSuppressed(e);
      broken = failure;
    }
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    int total = 0;
    while (target.hasRemaining()) {
      int count = channel.read(target, position + total);
      if (count < 0) {
        break;
      }
      total += count;
    }
    return total;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void truncate(long size) throws IOException {
    requireSound();
    channel.truncate(size);
  }

  @Override
  public void force() throws IOException {
    requireSound();
    try {
      // fdatasync: the content and the length needed to read it back, without the times.
      channel.force(false);
    } catch (IOException e) {
      // Linux reports a failed write-back once, then drops the dirty pages: a second fsync would
      // answer "done" for bytes that are gone. So the first failure is the file's last word.
      broken = e;
      throw e;
    }
  }

  private void requireSound() throws IOException {
    @Nullable IOException earlier = broken;
    if (earlier != null) {
      throw new IOException(
          file + " failed before and may lack what was written: restart to recover it", earlier);
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (large != null) {
        large.close();
      }
    }
  }
}
