package org.ostraka.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The orderly end of a command that serves until a signal asks it to stop. The system's own answer
 * to a signal ends the process as soon as the signal is noted, whatever is half closed: this keeps
 * the process until the command has closed what it opened, and this last.
 */
public final class Ending implements AutoCloseable {

  /** Less than those wait who ask for the end. */
  private static final long PATIENCE_SECONDS = 50;

  private final CountDownLatch closed = new CountDownLatch(1);

  // Guarded by this.
  private @Nullable Runnable end;
  private boolean asked;

  /** Signals are heeded from now on. */
  public Ending() {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("ending").unstarted(this::ask));
  }

  /**
   * What makes the command come to its end; done at once if a signal came while it began.
   *
   * @param call must not wait for the end
   */
  public synchronized void asksBy(Runnable call) {
    end = call;
    if (asked) {
      call.run();
    }
  }

  /** A signal came, or the process ends for another reason. */
  void ask() {
    synchronized (this) {
      asked = true;
      if (end != null) {
        end.run();
      }
    }
    try {
      boolean _ = closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything is closed: the process may end. */
  @Override
  public void close() {
    closed.countDown();
  }
}
