package org.ostraka.swarm.client;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Where blocks are compared with their digests: as many threads as the machine has processors, and
 * no more bytes on their way than memory has been set aside for.
 */
public final class Workshop implements AutoCloseable {
  private static final int UNIT = 1024;

  /** Of what has arrived and is not yet on disk. */
  private static final int MAX_BYTES = 48 * 1024 * 1024;

  private final ExecutorService workers;
  private final Semaphore room = new Semaphore(MAX_BYTES / UNIT);

  /** Starts the threads. */
  public Workshop() {
    int processors = Runtime.getRuntime().availableProcessors();
    workers =
        Executors.newFixedThreadPool(
            processors, Thread.ofPlatform().name("swarm-hash-", 0).daemon(true).factory());
  }

  /** For work that holds no arrived bytes. */
  public ExecutorService workers() {
    return workers;
  }

  /** Waits for room, then has the work done by some worker. */
  void submit(int bytes, Runnable work) throws InterruptedException {
    int units = bytes / UNIT + 1;
    room.acquire(units);
    workers.execute(() -> {
      try {
        work.run();
      } finally {
        room.release(units);
      }
    });
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
