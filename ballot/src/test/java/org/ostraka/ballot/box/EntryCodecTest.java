package org.ostraka.ballot.box;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Entries become bytes and come back; other bytes are refused, and cost no memory to speak of. */
class EntryCodecTest {
  private static final int SEEDS = 60;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void everyEntryComesBackAsItWas() throws MalformedEntryException {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (Entry entry : new RandomEntries(new SplittableRandom(seed)).oneOfEach()) {
        byte[] bytes = EntryCodec.encode(entry);
        assertThat(EntryCodec.decode(ByteBuffer.wrap(bytes))).as("seed " + seed).isEqualTo(entry);
        assertThat(bytes.length).as("seed " + seed).isLessThanOrEqualTo(EntryCodec.size(entry));
      }
    }
  }

  @Test
  void theSizeOfClaimsIsExact() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Entry claims = new RandomEntries(new SplittableRandom(seed)).oneOfEach().get(8);
      assertThat(EntryCodec.encode(claims)).hasSize(EntryCodec.size(claims));
    }
  }

  @Test
  void aPartOfAnEntryIsNoEntry() {
    for (long seed = 0; seed < SEEDS / 5; seed++) {
      for (Entry entry : new RandomEntries(new SplittableRandom(seed)).oneOfEach()) {
        byte[] bytes = EntryCodec.encode(entry);
        int step = Math.max(1, bytes.length / 60);
        for (int length = 0; length < bytes.length; length += step) {
          assertThat(isEntry(Arrays.copyOf(bytes, length))).as("seed " + seed).isFalse();
        }
        assertThat(isEntry(Arrays.copyOf(bytes, bytes.length + 1))).as("seed " + seed).isFalse();
      }
    }
  }

  @Test
  void changedBytesAreRefusedOrAnotherEntryThatEncodesToThem() {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      for (Entry entry : new RandomEntries(random).oneOfEach()) {
        byte[] bytes = EntryCodec.encode(entry);
        for (int change = 0; change < 20; change++) {
          isEntry(changed(bytes, random));
        }
      }
    }
  }

  /** Early bytes are changed more often: there stand the types and lengths. */
  private static byte[] changed(byte[] bytes, RandomGenerator random) {
    byte[] changed = bytes.clone();
    for (int times = random.nextInt(1, 4); times > 0; times--) {
      int bound = random.nextBoolean() ? Math.min(changed.length, 40) : changed.length;
      changed[random.nextInt(bound)] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) 0xff;
            case 1 -> 0x7f;
            case 2 -> 0;
            default -> (byte) random.nextInt();
          };
    }
    return changed;
  }

  @Test
  void randomBytesAreRefusedOrAnEntryThatEncodesToThem() {
    for (long seed = 0; seed < SEEDS * 200; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (bytes.length > 1 && random.nextInt(10) > 0) {
        bytes[0] = EntryCodec.VERSION;
        bytes[1] = (byte) random.nextInt(1, 11);
      }
      isEntry(bytes);
    }
  }

  @Test
  void countsAndLengthsThatLieTakeNoMemory() {
    List<byte[]> lies =
        List.of(
            ByteBuffer.allocate(6).put((byte) 1).put((byte) 9).putInt(Integer.MAX_VALUE).array(),
            ByteBuffer.allocate(6).put((byte) 1).put((byte) 9).putInt(-1).array(),
            ByteBuffer.allocate(100_000).put((byte) 1).put((byte) 9).putInt(1_500).array());
    for (byte[] lie : lies) {
      assertThat(isEntry(lie)).isFalse();
    }
  }

  /**
   * Whether the bytes are an entry. Whatever they are, no other exception may come and no memory
   * beyond a small multiple of their number be taken; and two byte strings are never one entry.
   */
  private static boolean isEntry(byte[] bytes) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      Entry entry = EntryCodec.decode(ByteBuffer.wrap(bytes));
      assertThat(EntryCodec.encode(entry)).isEqualTo(bytes);
      return true;
    } catch (MalformedEntryException e) {
      long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertThat(taken).as("bytes taken").isLessThan(1_000_000 + 50L * bytes.length);
      return false;
    }
  }
}
