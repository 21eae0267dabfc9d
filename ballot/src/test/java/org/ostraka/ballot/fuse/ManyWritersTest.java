package org.ostraka.ballot.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sixteen voting processes at once. */
final class ManyWritersTest {
  private static final int WRITERS = 16;
  private static final int BALLOTS_EACH = 100;

  @ParameterizedTest
  @EnumSource
  void everyWriterRecordsItsOwnBallots(Mounted.Closing closing, @TempDir Path folder)
      throws Exception {
    MemoryBallotFileSystem ballots = MemoryBallotFileSystem.withVoters(WRITERS * BALLOTS_EACH);
    try (Mounted mounted = Mounted.in(folder, ballots, closing);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int first = writer * BALLOTS_EACH;
        running.add(writers.submit(() -> castAll(mounted, first)));
      }
      for (Future<?> writer : running) {
        writer.get();
      }
    }
    assertThat(ballots.ballots()).hasSize(WRITERS * BALLOTS_EACH);
    for (int i = 0; i < WRITERS * BALLOTS_EACH; i++) {
      assertThat(ballots.content("b" + i)).isEqualTo("ballot of voter " + i);
    }
  }

  private static void castAll(Mounted mounted, int first) {
    for (int i = first; i < first + BALLOTS_EACH; i++) {
      assertThat(mounted.cast("b" + i + "@voter-" + i, "ballot of voter " + i)).isZero();
    }
  }

  @Test
  void ofAllWhoVoteForOneVoterAtOnceOneIsRecorded(@TempDir Path folder) throws Exception {
    MemoryBallotFileSystem ballots = new MemoryBallotFileSystem("ada");
    List<Integer> results = new ArrayList<>();
    try (Mounted mounted = Mounted.in(folder, ballots);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Integer>> running = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        String name = "b" + writer + "@ada";
        running.add(
            writers.submit(() -> {
              start.await();
              return mounted.cast(name, name);
            }));
      }
      start.countDown();
      for (Future<Integer> writer : running) {
        results.add(writer.get());
      }
    }
    assertThat(results).containsOnlyOnce(0);
    assertThat(ballots.ballots()).hasSize(1);
  }

  /** A close that waits for the disk holds up no other one: here all must wait at once. */
  @Test
  void closesDoNotWaitForOneAnother(@TempDir Path folder) throws Exception {
    MemoryBallotFileSystem ballots = MemoryBallotFileSystem.withVoters(WRITERS);
    CountDownLatch closing = new CountDownLatch(WRITERS);
    ballots.beforeClose =
        () -> {
          closing.countDown();
          if (!closing.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the others have not got here");
          }
        };
    try (Mounted mounted = Mounted.in(folder, ballots);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        String name = "b" + i + "@voter-" + i;
        running.add(writers.submit(() -> mounted.cast(name, "yes")));
      }
      for (Future<Integer> writer : running) {
        assertThat(writer.get()).isZero();
      }
    }
  }
}
