package org.ostraka.app.swarm;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a signal to stop sets going: the command ends in its own order, within some seconds. */
public final class StopHook {
  private static final long PATIENCE_SECONDS = 20;

  private StopHook() {}

  /** Asks for the end, and waits until it is there. */
  public static void run(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      boolean _ = stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
