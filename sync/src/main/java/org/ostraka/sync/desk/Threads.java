package org.ostraka.sync.desk;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.ostraka.base.Fault;

/** The workshop of a running desk: a virtual thread for each piece of work. */
public final class Threads implements Workshop, Closeable {
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("desk-clock").factory());

  @Override
  public void run(Runnable work) {
    workers.execute(work);
  }

  @Override
  public <T> Job<T> ahead(Job<T> job) {
    Future<T> future = workers.submit(job::run);
    return () -> await(future);
  }

  private static <T> T await(Future<T> future) throws IOException, Fault {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case Fault fault -> throw fault;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a part of a transfer", e);
    }
  }

  @Override
  public void later(Duration delay, Runnable work) {
    Future<?> _ = clock.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    workers.shutdownNow();
  }
}
