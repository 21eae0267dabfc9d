package org.ostraka.sync.chunk;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.sync.ChunkRef;

/**
 * Finds every frame again when a store is opened. Of earlier segments the headers are read; the
 * last one, into which a crash may have torn, is read as a whole and cut at the first frame that is
 * not sound: nothing behind it was ever acknowledged, because a force covers all that stands
 * before.
 */
final class SegmentScan {
  private static final int WINDOW = 8 << 20;
  private static final int LARGEST_FRAME = ChunkFrame.HEADER_BYTES + ChunkRef.MAX_LENGTH;

  private final Segments segments;
  private final ChunkIndex index;

  SegmentScan(Segments segments, ChunkIndex index) {
    this.segments = segments;
    this.index = index;
  }

  void run() throws IOException {
    int last = segments.lastNumber();
    for (int number : segments.numbers()) {
      if (number != last) {
        readHeaders(number);
      }
    }
    segments.cutLast(readWhole(last));
  }

  private void readHeaders(int number) throws IOException {
    long size = segments.size(number);
    long offset = Segments.MAGIC.length;
    ByteBuffer window = ByteBuffer.allocate(0);
    long windowAt = 0;
    while (offset < size) {
      long within = offset - windowAt;
      if (within < 0 || within + ChunkFrame.HEADER_BYTES > window.limit()) {
        window = segments.read(number, offset, 64 << 10);
        windowAt = offset;
        within = 0;
      }
      if (window.limit() - within < ChunkFrame.HEADER_BYTES) {
        throw damaged(number, offset);
      }
      ByteBuffer header = window.slice((int) within, ChunkFrame.HEADER_BYTES);
      int stored = ChunkFrame.storedLength(header);
      if (stored < 1) {
        throw damaged(number, offset);
      }
      int frame = ChunkFrame.HEADER_BYTES + stored;
      index.put(Digest.readFrom(header), new ChunkIndex.Place(number, offset, frame));
      offset += frame;
    }
  }

  private static IOException damaged(int number, long offset) {
    return new IOException(
        "chunk segment %d is damaged at byte %d: restore the file from a copy"
            .formatted(number, offset));
  }

  /**
   * Reads every frame of the last segment.
   *
   * @return up to where it is sound
   */
  private long readWhole(int number) throws IOException {
    long size = segments.lastSize();
    if (size < Segments.MAGIC.length
        || !ByteBuffer.wrap(Segments.MAGIC)
            .equals(segments.read(number, 0, Segments.MAGIC.length))) {
      return 0;
    }
    long offset = Segments.MAGIC.length;
    while (offset < size) {
      int length = (int) Math.min(size - offset, WINDOW);
      int sound = readFrames(number, offset, length);
      if (sound == 0) {
        return offset;
      }
      offset += sound;
    }
    return offset;
  }

  /** Reads whole frames from a stretch, which is longer than the largest one. */
  private int readFrames(int number, long offset, int length) throws IOException {
    ByteBuffer window = segments.read(number, offset, Math.max(length, LARGEST_FRAME));
    int start = 0;
    @Nullable ChunkFrame frame = ChunkFrame.readOrNull(window);
    while (frame != null) {
      index.put(frame.digest(), new ChunkIndex.Place(number, offset + start, frame.size()));
      start = window.position();
      frame = ChunkFrame.readOrNull(window);
    }
    return start;
  }
}
