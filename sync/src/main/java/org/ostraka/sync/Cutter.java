package org.ostraka.sync;

import java.nio.ByteBuffer;
import org.ostraka.base.Digest;

/**
 * Where a file is cut into chunks: wherever its bytes say so, so that an insertion moves the cuts
 * along and changes only the chunks around it.
 *
 * <p>A rolling hash over the last 64 bytes ("gear") decides, as in FastCDC (Xia and others, USENIX
 * ATC 2016): the hash is {@code 2 * hash + table[byte]}, a cut is after a byte where certain bits
 * are all zero, more of them below the aimed length than above it. Every desk MUST cut alike, or
 * equal files share no chunks: table and lengths are part of the format.
 */
public final class Cutter {

  /** No cut is before this length, in bytes. */
  public static final int MIN = 256 << 10;

  /** The length that is aimed at. */
  public static final int AIM = 1 << 20;

  /** A cut is at this length at the latest. */
  public static final int MAX = ChunkRef.MAX_LENGTH;

  /** Two bits more than the aim's 20, and two bits less; the upper ones have the longest memory. */
  private static final long BELOW_AIM = -1L << (64 - 22);

  private static final long ABOVE_AIM = -1L << (64 - 18);
  private static final int WINDOW = 64;
  private static final long[] TABLE = table();

  private Cutter() {}

  private static long[] table() {
    long[] table = new long[256];
    for (int i = 0; i < table.length; i++) {
      table[i] = ByteBuffer.wrap(Digest.of(new byte[] {(byte) i}).toBytes()).getLong();
    }
    return table;
  }

  /**
   * The end of the chunk that begins at {@code from}.
   *
   * @param to end of the bytes at hand
   * @param last whether the file ends there
   * @return the index after the chunk's last byte, or -1 if more bytes are needed to tell
   */
  public static int end(byte[] bytes, int from, int to, boolean last) {
    int available = to - from;
    int cut = cutOrNone(bytes, from, Math.min(available, MAX));
    if (cut >= 0) {
      return cut;
    }
    if (available >= MAX) {
      return from + MAX;
    }
    return last ? to : -1;
  }

  private static int cutOrNone(byte[] bytes, int from, int length) {
    int aim = from + Math.min(length, AIM);
    int end = from + length;
    long hash = 0;
    int at = from + Math.min(length, MIN - WINDOW);
    int first = from + Math.min(length, MIN);
    while (at < first) {
      hash = (hash << 1) + TABLE[bytes[at++] & 0xff];
    }
    while (at < aim) {
      hash = (hash << 1) + TABLE[bytes[at++] & 0xff];
      if ((hash & BELOW_AIM) == 0) {
        return at;
      }
    }
    while (at < end) {
      hash = (hash << 1) + TABLE[bytes[at++] & 0xff];
      if ((hash & ABOVE_AIM) == 0) {
        return at;
      }
    }
    return -1;
  }
}
