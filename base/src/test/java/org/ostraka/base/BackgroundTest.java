package org.ostraka.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

final class BackgroundTest {

  /** Where proc(5) says how nice a thread is, counted behind its name. */
  private static final int NICE = 16;

  @Test
  void aThreadThatGivesWayDoesSoAlone() throws Exception {
    String before = elsewhere();
    FutureTask<String> shy =
        new FutureTask<>(() -> {
          assertThat(Background.giveWay()).isTrue();
          return niceness();
        });
    Thread.ofPlatform().start(shy);

    assertThat(shy.get()).isEqualTo("10");
    assertThat(elsewhere()).isEqualTo(before);
  }

  private static String elsewhere() throws ExecutionException, InterruptedException {
    FutureTask<String> other = new FutureTask<>(BackgroundTest::niceness);
    Thread.ofPlatform().start(other);
    return other.get();
  }

  private static String niceness() throws IOException {
    String stat = Files.readString(Path.of("/proc/thread-self/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE];
  }
}
