package org.ostraka.sync.desk;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Does the same to many files, several at a time: file systems gather what is forced together, so
 * that sixteen at a time take little longer than one.
 *
 * <p>Platform threads: forcing a file holds its thread.
 */
public final class Abreast implements Closeable {
  private static final int THREADS = 16;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("desk-disk-", 0).factory());

  /** What is done to each. */
  @FunctionalInterface
  interface Deed<T> {
    void to(T thing) throws IOException;
  }

  /** Returns when it is done to all; throws a failure when all were tried. */
  <T> void forEach(Collection<T> things, Deed<T> deed) throws IOException {
    List<Future<Void>> all = new ArrayList<>();
    for (T thing : things) {
      Callable<Void> one =
          () -> {
            deed.to(thing);
            return null;
          };
      all.add(threads.submit(one));
    }
    @Nullable IOException failure = null;
    for (Future<Void> one : all) {
      try {
        await(one);
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static void await(Future<Void> one) throws IOException {
    try {
      one.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while files were made durable", e);
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
