package org.ostraka.swarm.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.ostraka.swarm.wire.Ticker;

/** A time that passes at once, when somebody waits for it, and stands still otherwise. */
final class VirtualTicker implements Ticker {
  private final AtomicLong now = new AtomicLong();

  @Override
  public long nanos() {
    return now.get();
  }

  @Override
  public void awaitUntil(long nanos) {
    now.accumulateAndGet(nanos, Math::max);
  }

  void pass(long millis) {
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  double seconds() {
    return now.get() / 1e9;
  }
}
