package org.ostraka.sync.chunk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Disk;

/**
 * The segment files of one store: numbered, append-only, the last one open for more.
 *
 * <p>Each begins with 16 bytes that name the format. A file is made durable with its name before
 * the first frame is put into it.
 */
final class Segments implements Closeable {
  static final byte[] MAGIC = "OSTRAKA CHUNKS 1".getBytes(US_ASCII);
  private static final String SUFFIX = ".chunks";

  private final Disk disk;
  private final Path directory;

  /** For reading; the writer has its own, so that a reader's trouble is not the writer's. */
  private final Map<Integer, Disk.File> readers = new ConcurrentHashMap<>();

  private Disk.File last;
  private int lastNumber;
  private long lastSize;

  private Segments(Disk disk, Path directory) throws IOException {
    this.disk = disk;
    this.directory = directory;
    List<Integer> numbers = numbers(disk, directory);
    for (int number : numbers) {
      readers.put(number, disk.open(path(number)));
    }
    this.lastNumber = numbers.isEmpty() ? 1 : numbers.getLast();
    this.last = disk.open(path(lastNumber));
    this.lastSize = last.size();
  }

  static Segments open(Disk disk, Path directory) throws IOException {
    disk.createDirectories(directory);
    return new Segments(disk, directory);
  }

  private static List<Integer> numbers(Disk disk, Path directory) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (String name : disk.list(directory)) {
      if (name.matches("[0-9]{7}" + SUFFIX)) {
        numbers.add(Integer.parseInt(name.substring(0, 7)));
      }
    }
    return numbers;
  }

  private Path path(int number) {
    return directory.resolve("%07d%s".formatted(number, SUFFIX));
  }

  /** The numbers, rising. */
  List<Integer> numbers() {
    return readers.keySet().stream().sorted().toList();
  }

  int lastNumber() {
    return lastNumber;
  }

  long lastSize() {
    return lastSize;
  }

  long size(int number) throws IOException {
    return reader(number).size();
  }

  /** Bytes of frames in all of them. */
  long frameBytes() throws IOException {
    long total = 0;
    for (Disk.File file : readers.values()) {
      total += file.size() - MAGIC.length;
    }
    return total;
  }

  private Disk.File reader(int number) throws IOException {
    Disk.@Nullable File file = readers.get(number);
    if (file == null) {
      throw new IOException("segment %s is missing".formatted(path(number)));
    }
    return file;
  }

  /** Reads from a place; the buffer comes back flipped, shorter at the file's end. */
  ByteBuffer read(int number, long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    int _ = reader(number).read(offset, buffer);
    return buffer.flip();
  }

  /** Cuts the last file behind what is sound, or begins it if not even its head is. */
  void cutLast(long soundBytes) throws IOException {
    last.truncate(soundBytes);
    lastSize = last.size();
    if (lastSize < MAGIC.length) {
      last.truncate(0);
      begin();
    }
    // What a killed process had appended or named and not forced is seen, but may yet be lost.
    last.force();
    disk.forceDirectory(directory);
  }

  private void begin() throws IOException {
    last.append(List.of(ByteBuffer.wrap(MAGIC)));
    last.force();
    // Its name too: frames that are forced into a file without a name would be lost.
    disk.forceDirectory(directory);
    lastSize = MAGIC.length;
    if (!readers.containsKey(lastNumber)) {
      readers.put(lastNumber, disk.open(path(lastNumber)));
    }
  }

  /** Puts frames behind what is there; not durable before {@link #force}. */
  void append(List<ByteBuffer> frames) throws IOException {
    long bytes = frames.stream().mapToLong(ByteBuffer::remaining).sum();
    last.append(frames);
    lastSize += bytes;
  }

  /** Makes durable what was put; from another thread than the one that puts, if need be. */
  synchronized void force() throws IOException {
    last.force();
  }

  /** Begins the next file, after making durable what is in the last one. */
  synchronized void roll() throws IOException {
    Disk.File before = last;
    before.force();
    Disk.File next = disk.open(path(lastNumber + 1));
    lastNumber++;
    last = next;
    begin();
    before.close();
  }

  /** Deletes a segment that is not the last, and of which nothing is read any more. */
  void delete(int number) throws IOException {
    Disk.@Nullable File file = readers.remove(number);
    if (file != null) {
      file.close();
    }
    disk.delete(path(number));
    disk.forceDirectory(directory);
  }

  @Override
  public void close() throws IOException {
    last.close();
    for (Disk.File file : readers.values()) {
      file.close();
    }
  }
}
