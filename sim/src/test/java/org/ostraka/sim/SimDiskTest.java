package org.ostraka.sim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.ostraka.base.Disk;
import org.ostraka.base.DiskFaults;
import org.ostraka.base.FaultKind;

/** What a crash may and may not take, looked at over many seeds. */
final class SimDiskTest {
  private static final Path ROOT = Path.of("/node");
  private static final Path LOG = ROOT.resolve("log");
  private static final int SEEDS = 300;

  @Test
  void whatWasForcedSurvivesEveryCrash() throws IOException {
    for (int seed = 0; seed < SEEDS; seed++) {
      SimDisk disk = diskWithForcedLog(seed);
      append(disk, " and more");
      disk.crash();
      assertThat(content(disk)).startsWith("forced");
    }
  }

  @Test
  void anUnforcedAppendSurvivesWhollyTornOrNotAtAll() throws IOException {
    Set<String> outcomes = new TreeSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      SimDisk disk = diskWithForcedLog(seed);
      append(disk, "ABC");
      disk.crash();
      outcomes.add(content(disk));
    }
    assertThat(outcomes).containsExactly("forced", "forcedA", "forcedAB", "forcedABC");
  }

  @Test
  void aLaterAppendMaySurviveAnEarlierOneThatLeavesAHole() throws IOException {
    Set<String> outcomes = new TreeSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      SimDisk disk = diskWithForcedLog(seed);
      append(disk, "A");
      append(disk, "B");
      disk.crash();
      outcomes.add(content(disk));
    }
    assertThat(outcomes).containsExactly("forced", "forced\0", "forced\0B", "forcedA", "forcedAB");
  }

  @Test
  void anUnforcedTruncationMayComeBack() throws IOException {
    Set<String> outcomes = new TreeSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      SimDisk disk = diskWithForcedLog(seed);
      try (Disk.File log = disk.open(LOG)) {
        log.truncate(3);
      }
      disk.crash();
      outcomes.add(content(disk));
    }
    assertThat(outcomes).containsExactly("for", "forced");
  }

  @Test
  void aNameMayVanishUntilItsDirectoryIsForced() throws IOException {
    int vanished = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SimDisk disk = emptyDisk(seed);
      append(disk, "content");
      force(disk);
      disk.crash();
      vanished += disk.exists(LOG) ? 0 : 1;
    }
    assertThat(vanished).isBetween(1, SEEDS - 1);
  }

  @Test
  void aRenameSurvivesInOneStepOrNotAtAll() throws IOException {
    Set<List<String>> outcomes = new HashSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      SimDisk disk = diskWithForcedLog(seed);
      disk.rename(LOG, ROOT.resolve("renamed"));
      disk.crash();
      outcomes.add(disk.list(ROOT));
    }
    assertThat(outcomes).containsExactlyInAnyOrder(List.of("log"), List.of("renamed"));
  }

  @Test
  void aForcedDeletionNeverComesBack() throws IOException {
    for (int seed = 0; seed < SEEDS; seed++) {
      SimDisk disk = diskWithForcedLog(seed);
      disk.delete(LOG);
      disk.forceDirectory(ROOT);
      disk.crash();
      assertThat(disk.list(ROOT)).isEmpty();
    }
  }

  @Test
  void aKilledProcessLosesNothingButItsOpenFiles() throws IOException {
    SimDisk disk = emptyDisk(1);
    try (Disk.File log = disk.open(LOG)) {
      log.append(buffers("in the page cache"));
      disk.kill();
      assertThatExceptionOfType(Stopped.class).isThrownBy(() -> log.append(buffers("zombie")));
    }
    assertThat(content(disk)).isEqualTo("in the page cache");
  }

  @Test
  void aProcessStopsInTheMiddleAndDoesNothingMore() throws IOException {
    SimDisk disk = diskWithForcedLog(1);
    disk.stopAfter(1);
    append(disk, "still");
    assertThatExceptionOfType(Stopped.class).isThrownBy(() -> append(disk, "never finished"));
    assertThat(disk.isRunning()).isFalse();
    assertThatExceptionOfType(Stopped.class).isThrownBy(() -> disk.list(ROOT));
    disk.crash();
    assertThat(content(disk)).startsWith("forced");
  }

  @Test
  void aFullDiskRefusesAsTheRealOneAndKeepsWhatItHas() throws IOException {
    SimDisk disk = diskWithForcedLog(1);
    disk.capacity(8);
    assertThat(disk.usableBytes(ROOT)).isEqualTo(2);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> append(disk, "123"))
        .satisfies(e -> assertThat(DiskFaults.of(e, LOG).kind()).isEqualTo(FaultKind.NO_SPACE));
    append(disk, "12");
    assertThat(content(disk)).isEqualTo("forced12");
  }

  @Test
  void aFlippedByteStaysFlipped() throws IOException {
    SimDisk disk = diskWithForcedLog(1);
    append(disk, "AAA");
    disk.flipByte(LOG, 2);
    disk.flipByte(LOG, 7);
    String flipped = content(disk);
    assertThat(flipped).startsWith("fo").hasSize(9).isNotEqualTo("forcedAAA");
    force(disk);
    disk.crash();
    assertThat(content(disk)).isEqualTo(flipped);
  }

  @Test
  void theSameSeedLosesTheSame() throws IOException {
    assertThat(survivors(7)).isEqualTo(survivors(7));
  }

  private static String survivors(long seed) throws IOException {
    SimDisk disk = diskWithForcedLog(seed);
    for (int i = 0; i < 100; i++) {
      append(disk, "entry " + i);
    }
    disk.crash();
    return content(disk);
  }

  private static SimDisk emptyDisk(long seed) throws IOException {
    SimDisk disk = new SimDisk(new SplittableRandom(seed));
    disk.createDirectories(ROOT);
    return disk;
  }

  private static SimDisk diskWithForcedLog(long seed) throws IOException {
    SimDisk disk = emptyDisk(seed);
    append(disk, "forced");
    force(disk);
    disk.forceDirectory(ROOT);
    return disk;
  }

  private static void append(SimDisk disk, String text) throws IOException {
    try (Disk.File log = disk.open(LOG)) {
      log.append(buffers(text));
    }
  }

  private static void force(SimDisk disk) throws IOException {
    try (Disk.File log = disk.open(LOG)) {
      log.force();
    }
  }

  private static String content(SimDisk disk) throws IOException {
    try (Disk.File log = disk.open(LOG)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) log.size());
      log.read(0, bytes);
      return new String(bytes.array(), ISO_8859_1);
    }
  }

  private static List<ByteBuffer> buffers(String text) {
    return List.of(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
  }
}
