package org.ostraka.sync.desk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.Content;
import org.ostraka.sync.Cutter;

/** Reads a file once: cuts it, and has its chunks hashed by whoever is free. */
final class FileReader {
  private static final int BUFFER = 2 * Cutter.MAX;
  private static final int HASHES_AHEAD = 8;

  /** Up to so many bytes are read in less time than it takes to look whether they are worth it. */
  private static final long LITTLE = 256 << 10;

  private final Workshop workshop;

  /** Who gets each chunk as soon as it is known. */
  private final Taker taker;

  /** Takes the chunks of a file in their order. */
  @FunctionalInterface
  interface Taker {

    /** Nobody wants them now. */
    Taker NOBODY = _ -> {};

    /** MUST NOT fail for what the reading does not need; may wait. */
    void take(Chunk chunk);
  }

  FileReader(Workshop workshop, Taker taker) {
    this.workshop = workshop;
    this.taker = taker;
  }

  /**
   * The file's content.
   *
   * @return null if it was changed since it was seen, or while it was read
   */
  @Nullable Content readOrNull(DeskDisk disk, Survey.Reading reading) throws IOException, Fault {
    try (DeskDisk.Source source = disk.open(reading.path())) {
      long size = reading.seen().size();
      if (size > LITTLE && !source.look().sameContentAs(reading.seen())) {
        return null;
      }
      @Nullable Content content = read(source, size);
      boolean same = source.look().sameContentAs(reading.seen());
      return same && content != null && content.size() == size ? content : null;
    }
  }

  /** Null if there is more than that. */
  private @Nullable Content read(DeskDisk.Source source, long size) throws IOException, Fault {
    byte[] buffer = new byte[(int) Math.min(size + 1, BUFFER)];
    List<ChunkRef> chunks = new ArrayList<>();
    Deque<Workshop.Job<Chunk>> hashes = new ArrayDeque<>();
    long position = 0;
    int from = 0;
    int to = 0;
    boolean last = false;
    while (!last || from < to) {
      int end = from < to ? Cutter.end(buffer, from, to, last) : -1;
      if (end >= 0) {
        hashes.add(hash(buffer, from, end, last && end == to && hashes.isEmpty()));
        from = end;
        drain(hashes, chunks, HASHES_AHEAD);
        continue;
      }
      // What waits to be hashed has a copy of its own: the rest moves to the front.
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
      int read = source.read(position, ByteBuffer.wrap(buffer, to, buffer.length - to));
      position += Math.max(read, 0);
      to += Math.max(read, 0);
      last = to < buffer.length;
      if (position > size) {
        return null;
      }
    }
    drain(hashes, chunks, 0);
    return Content.of(chunks);
  }

  private Workshop.Job<Chunk> hash(byte[] buffer, int from, int end, boolean alone) {
    byte[] copy = Arrays.copyOfRange(buffer, from, end);
    if (alone) {
      Chunk chunk = Chunk.of(copy);
      return () -> chunk;
    }
    return workshop.ahead(() -> Chunk.of(copy));
  }

  private void drain(Deque<Workshop.Job<Chunk>> hashes, List<ChunkRef> chunks, int left)
      throws IOException, Fault {
    while (hashes.size() > left) {
      Chunk chunk = hashes.removeFirst().run();
      taker.take(chunk);
      chunks.add(chunk.ref());
    }
  }
}
