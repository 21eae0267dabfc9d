package org.ostraka.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.ostraka.base.Digest;

/** Cuts are where the format says, which is written down here byte by byte. */
final class CutterTest {
  private static final int MIB = 1 << 20;

  /** What the format says of each length, from its definition. */
  private static int expected(byte[] bytes, int from, int to, boolean last) {
    int end = Math.min(to, from + Cutter.MAX);
    long hash = 0;
    for (int at = from; at < end; at++) {
      hash = 2 * hash + gear(bytes[at]);
      int length = at + 1 - from;
      int zeros = length <= Cutter.AIM ? 22 : 18;
      if (length > Cutter.MIN && hash >>> (64 - zeros) == 0) {
        return at + 1;
      }
    }
    return last || end == from + Cutter.MAX ? end : -1;
  }

  private static final long[] GEAR = new long[256];

  static {
    Arrays.setAll(
        GEAR, it -> ByteBuffer.wrap(Digest.of(new byte[] {(byte) it}).toBytes()).getLong());
  }

  private static long gear(byte of) {
    return GEAR[of & 0xff];
  }

  private static void assertCutAsExpected(byte[] bytes) {
    for (int from = 0; from < bytes.length; ) {
      int end = expected(bytes, from, bytes.length, true);
      assertThat(Cutter.end(bytes, from, bytes.length, true)).isEqualTo(end);
      from = end;
    }
  }

  private static byte[] random(int seed, int length, int values) {
    Random random = new Random(seed);
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; at++) {
      bytes[at] = (byte) random.nextInt(values);
    }
    return bytes;
  }

  @Test
  void cutsWhereTheHashSays() {
    assertCutAsExpected(random(1, 40 * MIB + 1, 256));
    assertCutAsExpected(random(2, 20 * MIB, 2));
  }

  @Test
  void whatIsAlikeEverywhereIsCutAtTheLongestLength() {
    byte[] bytes = new byte[2 * Cutter.MAX + 1];
    assertThat(Cutter.end(bytes, 0, bytes.length, true)).isEqualTo(Cutter.MAX);
    assertCutAsExpected(bytes);
  }

  /** However many bytes are at hand, odd or even, from an odd place or an even one. */
  @Test
  void tellsNoOtherCutWhenFewerBytesAreAtHand() {
    byte[] bytes = random(3, 8 * MIB, 256);
    for (int from = 0; from < 4; from++) {
      int cut = expected(bytes, from, bytes.length, false);
      int begin = from;
      IntConsumer check =
          to ->
              assertThat(Cutter.end(bytes, begin, to, false))
                  .isEqualTo(expected(bytes, begin, to, false));
      for (int near : new int[] {cut, from + Cutter.MIN, from + Cutter.AIM, from}) {
        for (int to = Math.max(from, near - 3); to <= near + 3; to++) {
          check.accept(to);
        }
      }
      assertThat(Cutter.end(bytes, from, from + 1_000, true)).isEqualTo(from + 1_000);
    }
  }
}
