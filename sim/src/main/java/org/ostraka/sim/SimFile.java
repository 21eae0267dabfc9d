package org.ostraka.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;
import org.ostraka.base.Disk;

/** A file of the simulated disk, opened by one process and dead with it. */
final class SimFile implements Disk.File {
  private final SimDisk disk;
  private final Path path;
  private final SimContent content;
  private final int opener;
  private boolean closed;

  SimFile(SimDisk disk, Path path, SimContent content, int opener) {
    this.disk = disk;
    this.path = path;
    this.content = content;
    this.opener = opener;
  }

  private void requireOpen() throws IOException {
    disk.requireAlive(path, opener);
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public void append(List<ByteBuffer> buffers) throws IOException {
    synchronized (disk) {
      requireOpen();
      int length = Math.toIntExact(buffers.stream().mapToLong(ByteBuffer::remaining).sum());
      disk.requireRoom(length);
      ByteBuffer bytes = ByteBuffer.allocate(length);
      buffers.forEach(bytes::put);
      content.append(bytes.flip());
      disk.countChange();
    }
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    synchronized (disk) {
      requireOpen();
      return content.read(position, target);
    }
  }

  @Override
  public long size() throws IOException {
    synchronized (disk) {
      requireOpen();
      return content.size();
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    synchronized (disk) {
      requireOpen();
      content.truncate(size);
      disk.countChange();
    }
  }

  @Override
  public void force() throws IOException {
    synchronized (disk) {
      requireOpen();
      disk.countChange();
      content.force();
    }
  }

  @Override
  public void close() {
    synchronized (disk) {
      closed = true;
    }
  }
}
