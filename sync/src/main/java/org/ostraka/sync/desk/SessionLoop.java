package org.ostraka.sync.desk;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that owns a session: a round for every wake-up, several wake-ups in one. */
public final class SessionLoop implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(SessionLoop.class);

  /** Programs make a file and write it in two steps: what comes so soon after is one change. */
  private static final long GATHER_MILLIS = 2;

  /** Without any event, what should have come as one is looked for. */
  private static final long IDLE_MILLIS = 1_000;

  private final Semaphore due = new Semaphore(0);
  private final Session session;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile @Nullable Exception failure;

  /** Makes a session that is given what wakes it. */
  @FunctionalInterface
  public interface Maker {
    Session make(Runnable wake) throws IOException;
  }

  /** Starts the session. */
  public SessionLoop(String name, Maker maker) throws IOException {
    session = maker.make(due::release);
    thread = Thread.ofPlatform().name("desk-" + name).daemon().start(this::run);
  }

  public Session session() {
    return session;
  }

  /** Why the session ended by itself, or null. */
  public @Nullable Exception failureOrNull() {
    return failure;
  }

  private void run() {
    try {
      while (!stopped) {
        if (due.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
          if (!session.isPressing()) {
            TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
          }
          due.drainPermits();
        }
        session.round();
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("the session of a folder ended", e);
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    due.release();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    session.close();
  }
}
