package org.ostraka.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/** An action that waits for its moment in a {@link Simulation}, once or again and again. */
public final class Timer {
  static final Comparator<Timer> ORDER =
      Comparator.comparing((Timer timer) -> timer.time).thenComparingLong(timer -> timer.sequence);

  private final Runnable action;

  /** Zero when it runs once. */
  private final Duration period;

  // Both change only while the timer is outside the queue that they order.
  private Instant time = Instant.MAX;
  private long sequence;
  private boolean cancelled;

  Timer(Runnable action, Duration period) {
    this.action = action;
    this.period = period;
  }

  /** The action does not run any more. */
  public void cancel() {
    cancelled = true;
  }

  void waitUntil(Instant moment, long order) {
    time = moment;
    sequence = order;
  }

  Instant time() {
    return time;
  }

  long sequence() {
    return sequence;
  }

  Duration period() {
    return period;
  }

  boolean cancelled() {
    return cancelled;
  }

  void run() {
    action.run();
  }
}
