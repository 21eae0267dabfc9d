package org.ostraka.ballot.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel remembers of a mount. */
final class LastingDirectoriesTest {

  /** Libfuse's own thread is one more. */
  private static final int THREADS = Receivers.THREADS + 1;

  private static final int PATIENCE_SECONDS = 30;

  @Test
  void aDirectoryIsKnownWhileNobodyAnswersTheKernel(@TempDir Path folder) throws Exception {
    MemoryBallotFileSystem ballots = MemoryBallotFileSystem.withVoters(0);
    ballots.addDirectory("office");
    try (Mounted mounted = Mounted.in(folder, ballots, Mounted.Closing.MANY);
        ExecutorService callers = Executors.newCachedThreadPool()) {
      assertThat(mounted.path("office")).isDirectory();
      CountDownLatch silence = new CountDownLatch(1);
      try {
        holdUpAll(ballots, mounted, callers, silence);
        Future<Boolean> known = callers.submit(() -> Files.isDirectory(mounted.path("office")));
        assertThat(known.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      } finally {
        silence.countDown();
      }
    }
  }

  /** Has every thread that answers the kernel wait for the end of the silence. */
  private static void holdUpAll(
      MemoryBallotFileSystem ballots,
      Mounted mounted,
      ExecutorService callers,
      CountDownLatch silence) {
    for (int caller = 0; caller < THREADS; caller++) {
      ballots.addDirectory("room-" + caller);
      assertThat(mounted.path("room-" + caller)).isDirectory();
    }
    AtomicInteger held = new AtomicInteger();
    ballots.beforeStat =
        () -> {
          held.incrementAndGet();
          silence.await();
        };
    for (int caller = 0; caller < THREADS; caller++) {
      Path absent = mounted.path("room-" + caller).resolve("absent");
      callers.execute(() -> Files.exists(absent));
    }
    Mounted.await("all threads wait", () -> held.get() == THREADS);
  }

  @Test
  void aBallotIsAskedForEachTime(@TempDir Path folder) throws Exception {
    MemoryBallotFileSystem ballots = new MemoryBallotFileSystem("ada");
    AtomicInteger asked = new AtomicInteger();
    try (Mounted mounted = Mounted.in(folder, ballots, Mounted.Closing.MANY)) {
      assertThat(mounted.cast("yes@ada", "yes")).isZero();
      mounted.awaitReleased();
      ballots.beforeStat = asked::incrementAndGet;
      assertThat(mounted.path("yes")).exists();
      int once = asked.get();
      assertThat(mounted.path("yes")).exists();
      assertThat(once).isPositive();
      assertThat(asked.get()).isEqualTo(2 * once);
      assertThat(mounted.path("yes@ada")).doesNotExist();
    }
  }
}
