package org.ostraka.app.demo;

import java.time.Duration;
import org.ostraka.base.Fault;

/** The waiting for something that must come: looks again and again, and not for ever. */
final class Waiting {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long PAUSE_MILLIS = 50;

  private final String what;
  private final long deadline = System.nanoTime() + PATIENCE.toNanos();

  Waiting(String what) {
    this.what = what;
  }

  /** Something that is so, or not yet. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Waits until it is so; what fails meanwhile is not so yet.
   *
   * @throws Fault {@code demo-failed} if it never comes
   */
  static void until(String what, Condition condition) throws Fault, InterruptedException {
    Waiting waiting = new Waiting(what);
    while (!holds(condition)) {
      waiting.pause();
    }
  }

  private static boolean holds(Condition condition) throws InterruptedException {
    try {
      return condition.holds();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception _) {
      return false;
    }
  }

  void pause() throws Fault, InterruptedException {
    if (System.nanoTime() > deadline) {
      throw Stage.failed("waited in vain for %s".formatted(what));
    }
    Thread.sleep(PAUSE_MILLIS);
  }
}
