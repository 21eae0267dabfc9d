package org.ostraka.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.ostraka.base.AtomicFiles;

/** The atomic file under a crash or a kill at each of its steps, over many seeds. */
final class AtomicFilesCrashTest {
  private static final Path FILE = Path.of("/node/settings");
  private static final byte[] OLD = "the old content".getBytes(UTF_8);
  private static final byte[] NEW = "a new and longer content".getBytes(UTF_8);
  private static final int STEPS = 8;

  @Test
  void aCrashAtAnyStepLeavesTheOldOrTheNewFile() {
    Seeds.of(AtomicFilesCrashTest.class)
        .run(
            200,
            simulation -> {
              for (int step = 0; step < STEPS; step++) {
                SimDisk disk = diskWithOldFile(simulation);
                boolean finished = replaceUpTo(step, disk);
                byte[] left = new AtomicFiles(disk).read(FILE, 100);
                assertThat(left).isIn(OLD, NEW);
                assertThat(!finished || left.length == NEW.length).isTrue();
              }
            });
  }

  @Test
  void ensuringAgainAfterACrashOrKillAtAnyStepFinishes() {
    Seeds.of(AtomicFilesCrashTest.class)
        .run(
            200,
            simulation -> {
              for (int step = 0; step < STEPS; step++) {
                SimDisk disk = new SimDisk(simulation.random());
                disk.createDirectories(Path.of("/node"));
                ensureUpTo(step, disk);
                if (simulation.chance(0.5)) {
                  disk.crash();
                } else {
                  disk.kill();
                }
                new AtomicFiles(disk).ensure(FILE, NEW);
                disk.crash();
                assertThat(new AtomicFiles(disk).read(FILE, 100)).isEqualTo(NEW);
              }
            });
  }

  private static SimDisk diskWithOldFile(Simulation simulation) throws Exception {
    SimDisk disk = new SimDisk(simulation.random());
    disk.createDirectories(Path.of("/node"));
    new AtomicFiles(disk).replace(FILE, OLD);
    return disk;
  }

  private static boolean replaceUpTo(int steps, SimDisk disk) throws Exception {
    disk.stopAfter(steps);
    try {
      new AtomicFiles(disk).replace(FILE, NEW);
      return true;
    } catch (Stopped _) {
      return false;
    } finally {
      disk.crash();
    }
  }

  private static void ensureUpTo(int steps, SimDisk disk) throws Exception {
    disk.stopAfter(steps);
    try {
      new AtomicFiles(disk).ensure(FILE, NEW);
    } catch (Stopped _) {
      // The point of the test is what comes after.
    }
  }
}
