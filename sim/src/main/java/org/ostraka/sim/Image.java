package org.ostraka.sim;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of one file, as someone sees them: a reader now, or the medium after a crash. */
final class Image {
  private byte[] bytes = new byte[64];
  private int size;

  int size() {
    return size;
  }

  /** Writes at a place; a gap before it reads as zeros, as in a file with a hole. */
  void write(int position, ByteBuffer content, int length) {
    int end = Math.addExact(position, length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
    }
    content.get(0, bytes, position, length);
    size = Math.max(size, end);
  }

  /** Cuts to a length; the bytes behind it read as zeros if the file grows again. */
  void cut(int length) {
    if (length < size) {
      Arrays.fill(bytes, length, size, (byte) 0);
      size = length;
    }
  }

  int read(long position, ByteBuffer target) {
    if (position >= size) {
      return 0;
    }
    int count = Math.min(target.remaining(), size - (int) position);
    target.put(bytes, (int) position, count);
    return count;
  }

  void flip(int position, byte mask) {
    if (position < size) {
      bytes[position] ^= mask;
    }
  }

  Image copy() {
    Image copy = new Image();
    copy.write(0, ByteBuffer.wrap(bytes), size);
    return copy;
  }
}
