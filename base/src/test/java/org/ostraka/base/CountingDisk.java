package org.ostraka.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A disk that keeps account of durability: which files have bytes that were appended and not
 * forced, and how often was forced. What is acknowledged while nothing is outstanding was durable
 * first.
 */
public final class CountingDisk implements Disk {
  private final Disk disk;
  private final Map<Path, Long> unforced = new ConcurrentHashMap<>();
  private final AtomicInteger forces = new AtomicInteger();

  public CountingDisk(Disk disk) {
    this.disk = disk;
  }

  /** Bytes that were appended to any file since its last force. */
  public long unforcedBytes() {
    return unforced.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How often the content of any file was forced. */
  public int forces() {
    return forces.get();
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    disk.createDirectories(directory);
  }

  @Override
  public File open(Path file) throws IOException {
    return new CountedFile(file, disk.open(file));
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    return disk.list(directory);
  }

  @Override
  public boolean exists(Path file) throws IOException {
    return disk.exists(file);
  }

  @Override
  public void rename(Path source, Path target) throws IOException {
    disk.rename(source, target);
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    disk.forceDirectory(directory);
  }

  @Override
  public long usableBytes(Path directory) throws IOException {
    return disk.usableBytes(directory);
  }

  private final class CountedFile implements File {
    private final Path path;
    private final File file;

    CountedFile(Path path, File file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public void append(List<ByteBuffer> buffers) throws IOException {
      long bytes = buffers.stream().mapToLong(ByteBuffer::remaining).sum();
      unforced.merge(path, bytes, Long::sum);
      file.append(buffers);
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
      return file.read(position, target);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void force() throws IOException {
      file.force();
      unforced.remove(path);
      int _ = forces.incrementAndGet();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
