package org.ostraka.app.batch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** When any server answered last, as all senders of a batch see it. */
final class Answers {
  private final Duration patience;
  private final AtomicLong last = new AtomicLong(System.nanoTime());

  Answers(Duration patience) {
    this.patience = patience;
  }

  void arrived() {
    last.set(System.nanoTime());
  }

  boolean ceased() {
    return System.nanoTime() - last.get() > patience.toNanos();
  }
}
