package org.ostraka.swarm.wire;

import java.util.concurrent.TimeUnit;

/**
 * Port: a clock that one can wait on, and that never goes back. The system's does not wake anybody
 * before the time; a simulated one moves on when somebody waits and at no other time, so that the
 * time that has passed is the sum of what limits asked for.
 */
public interface Ticker {

  /** The time in nanoseconds since some moment. */
  long nanos();

  /** Returns once {@link #nanos} has reached this. */
  void awaitUntil(long nanos) throws InterruptedException;

  /** The system's. */
  Ticker SYSTEM =
      new Ticker() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void awaitUntil(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
        }
      };
}
