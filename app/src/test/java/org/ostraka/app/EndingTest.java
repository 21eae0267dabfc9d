package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A process that is asked to end stays until its command has closed everything. */
final class EndingTest {
  private final List<String> happened = new CopyOnWriteArrayList<>();

  @Test
  void theProcessStaysUntilAllIsClosed() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    Thread signal;
    try (Ending ending = new Ending()) {
      ending.asksBy(asked::countDown);
      signal =
          Thread.ofPlatform()
              .start(() -> {
                ending.ask();
                happened.add("the process ends");
              });
      asked.await();
      happened.add("closed");
    }
    signal.join();
    assertThat(happened).containsExactly("closed", "the process ends");
  }

  @Test
  void aSignalDuringTheStartIsHeededAfterIt() throws Exception {
    Ending ending = new Ending();
    Thread signal = Thread.ofPlatform().start(ending::ask);
    while (signal.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    ending.asksBy(() -> happened.add("asked"));
    assertThat(happened).containsExactly("asked");
    ending.close();
    signal.join();
  }
}
