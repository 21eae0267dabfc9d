package org.ostraka.ballot.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TornTailTest {
  private static final int ENTRY = 10_000;
  private static final int PADDING = 20_000;

  /** A kernel writes whole pages or none. */
  private static final int PAGE = 4096;

  private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
  private final Random random = new Random(3);
  @TempDir Path directory;

  @BeforeEach
  void beginSegmentWithTwoWholeEntries() throws IOException {
    whole.write("RaftLog1".getBytes(StandardCharsets.US_ASCII));
    whole.write(entry());
    whole.write(entry());
  }

  private byte[] entry() {
    byte[] content = new byte[ENTRY];
    random.nextBytes(content);
    ByteBuffer entry = ByteBuffer.allocate(2 + ENTRY + 4);
    entry.put((byte) ((ENTRY & 0x7f) | 0x80)).put((byte) (ENTRY >> 7)).put(content);
    CRC32C checksum = new CRC32C();
    checksum.update(entry.duplicate().flip());
    return entry.putInt((int) checksum.getValue()).array();
  }

  /** What is left of a segment of the two entries, these bytes, and zeros. */
  private byte[] repaired(byte[] behind) throws IOException {
    Path file = directory.resolve("log_inprogress_0");
    byte[] segment = Arrays.copyOf(whole.toByteArray(), whole.size() + behind.length + PADDING);
    System.arraycopy(behind, 0, segment, whole.size(), behind.length);
    Files.write(file, segment);
    TornTail.repair(directory);
    return Files.readAllBytes(file);
  }

  private void requireCut(byte[] behind) throws IOException {
    assertThat(Arrays.equals(repaired(behind), whole.toByteArray())).isTrue();
  }

  private void requireKept(byte[] behind) throws IOException {
    assertThat(repaired(behind)).hasSize(whole.size() + behind.length + PADDING);
  }

  @Test
  void wholeSegmentStays() throws IOException {
    requireKept(new byte[0]);
    requireKept(entry());
  }

  @Test
  void entryWhoseEndWasNotWrittenIsCutOff() throws IOException {
    int begin = whole.size();
    for (int page = begin / PAGE * PAGE + PAGE; page < begin + ENTRY; page += PAGE) {
      requireCut(Arrays.copyOf(entry(), page - begin));
    }
  }

  @Test
  void entryThatLacksAPageIsCutOffWithAllBehindIt() throws IOException {
    byte[] lacking = entry();
    int page = PAGE - whole.size() % PAGE;
    Arrays.fill(lacking, page, page + PAGE, (byte) 0);
    requireCut(concat(lacking, entry()));
  }

  @Test
  void entryThatLacksItsBeginningIsCutOff() throws IOException {
    byte[] lacking = entry();
    Arrays.fill(lacking, 0, PAGE - whole.size() % PAGE, (byte) 0);
    requireCut(lacking);
  }

  @Test
  void damagedEntryStaysForAllToSee() throws IOException {
    for (int at = 2; at < ENTRY; at += 999) {
      byte[] damaged = entry();
      damaged[at] ^= 1;
      requireKept(damaged);
      requireKept(concat(damaged, entry()));
    }
  }

  private static byte[] concat(byte[] one, byte[] two) {
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }
}
