package org.ostraka.sync.durable;

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
 * The right to use a folder: one process has it at a time, and the kernel takes it back when that
 * process ends, however it ends.
 */
public final class FolderLock implements Closeable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of an existing folder.
   *
   * @param what the folder is, for the message
   * @throws Fault BUSY, {@code already-running}, if another has it
   */
  public static FolderLock take(Path directory, String what) throws IOException, Fault {
    FileChannel channel = FileChannel.open(directory.resolve("lock"), CREATE, WRITE);
    if (lockOrNull(channel) == null) {
      channel.close();
      throw new Fault(
          FaultKind.BUSY,
          "already-running",
          "another process has the %s %s open".formatted(what, directory));
    }
    return new FolderLock(channel);
  }

  private static @Nullable FileLock lockOrNull(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
