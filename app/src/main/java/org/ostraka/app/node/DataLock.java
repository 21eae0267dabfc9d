package org.ostraka.app.node;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * The right to use a server's data directory: one process has it at a time, and the kernel takes it
 * back when that process ends, however it ends.
 */
final class DataLock implements Closeable {
  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws Fault {@code already-running} when another process has it
   */
  static DataLock take(Path data) throws IOException, Fault {
    FileChannel channel = FileChannel.open(data.resolve("lock"), CREATE, WRITE);
    if (lockOrNull(channel) == null) {
      channel.close();
      throw new Fault(
          FaultKind.BUSY,
          "already-running",
          "a server runs on %s already%s: stop it first (ballot down)"
              .formatted(data, holder(data)));
    }
    return new DataLock(channel);
  }

  private static @Nullable FileLock lockOrNull(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static String holder(Path data) throws IOException, Fault {
    return PidFile.in(data).process().map(it -> " (process " + it.pid() + ")").orElse("");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
