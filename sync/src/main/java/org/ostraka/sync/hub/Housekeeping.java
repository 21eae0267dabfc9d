package org.ostraka.sync.hub;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ostraka.base.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that collects the chunks of a hub's repositories, once a day. */
final class Housekeeping implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  /** After the start a hub has better things to do. */
  private static final Duration FIRST = Duration.ofMinutes(10);

  /** Longer than any upload is under way between a question for chunks and the change. */
  private static final Duration GRACE = Duration.ofHours(1);

  private static final Duration BETWEEN = Duration.ofHours(23);

  private final Collection<OpenRepository> repositories;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Starts the thread.
   *
   * @param repositories all that are open, at any time
   */
  Housekeeping(Collection<OpenRepository> repositories) {
    this.repositories = repositories;
    this.thread = Thread.ofPlatform().name("housekeeping").daemon().start(this::run);
  }

  private void run() {
    try {
      boolean closed = closes(FIRST);
      while (!closed) {
        List<ChunkCollection> begun =
            repositories.stream().map(ChunkCollection::new).filter(this::begins).toList();
        closed = closes(GRACE);
        if (!closed) {
          begun.forEach(this::end);
          closed = closes(BETWEEN);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean closes(Duration within) throws InterruptedException {
    return closing.await(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean begins(ChunkCollection collection) {
    try {
      return collection.begin();
    } catch (IOException | Fault | RuntimeException e) {
      LOG.warn("the chunks of a repository are not collected this time", e);
      return false;
    }
  }

  private void end(ChunkCollection collection) {
    try {
      LOG.info("collected {} bytes of chunks", collection.end());
    } catch (IOException | Fault | RuntimeException e) {
      LOG.warn("the chunks of a repository were not collected", e);
    }
  }

  /** Ends after the repository that is worked on. */
  @Override
  public void close() {
    closing.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
