package org.ostraka.sync.hub;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * When anything last went through the hub. What can wait, such as the history, asks between two
 * pieces of its work, and rests while desks are being served: they share processors and disk.
 */
final class Bustle {

  /** So long nothing must have gone through: longer than between two packs of one transfer. */
  private static final long LULL_NANOS = 300_000_000;

  /** A burst of traffic is waited for as long as this. */
  private static final long BURST_NANOS = 30_000_000_000L;

  /** In longer traffic, whoever gives way rests at most so many times as long as it worked. */
  private static final int REST_FOR_WORK = 4;

  private static final long STEP_NANOS = 20_000_000;

  private final LongSupplier clock;
  private final LongConsumer sleeper;
  private final AtomicLong lastNanos;

  /** Since when there was no lull. */
  private final AtomicLong busyNanos;

  Bustle() {
    this(System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * @param clock in nanoseconds, from whenever
   * @param sleeper waits for so many nanoseconds
   */
  Bustle(LongSupplier clock, LongConsumer sleeper) {
    this.clock = clock;
    this.sleeper = sleeper;
    this.lastNanos = new AtomicLong(clock.getAsLong() - LULL_NANOS);
    this.busyNanos = new AtomicLong(lastNanos.get());
  }

  /** Something goes through now. */
  void passes() {
    long now = clock.getAsLong();
    long last = lastNanos.getAndSet(now);
    if (now - last >= LULL_NANOS) {
      busyNanos.set(now);
    }
  }

  private boolean isBurst() {
    return clock.getAsLong() - busyNanos.get() < BURST_NANOS;
  }

  private boolean isLull() {
    return clock.getAsLong() - lastNanos.get() >= LULL_NANOS;
  }

  /** One that gives way, from a thread of its own. */
  final class Courtesy {
    private long workingSince = clock.getAsLong();

    /** Rests while there is traffic, but never so long that the work would not get done. */
    void giveWay() {
      long begun = clock.getAsLong();
      long most = REST_FOR_WORK * (begun - workingSince);
      while (!isLull() && (isBurst() || clock.getAsLong() - begun < most)) {
        sleeper.accept(STEP_NANOS);
      }
      workingSince = clock.getAsLong();
    }
  }
}
