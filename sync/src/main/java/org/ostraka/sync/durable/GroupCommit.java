package org.ostraka.sync.durable;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A thread that alone makes things durable: whatever was handed in while it was busy goes together
 * the next time, so that many share one fsync and one alone waits for nobody.
 *
 * <p>It also keeps files away from the threads of requests, whose interruption would close them.
 */
public final class GroupCommit<T> implements Closeable {
  private final Sink<T> sink;
  private final ToLongFunction<T> weight;
  private final long mostWeight;
  private final BlockingQueue<Waiting<T>> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  /** What makes a group durable. */
  @FunctionalInterface
  public interface Sink<T> {

    /** All of the group is durable when this returns; when it throws, none need be. */
    void commit(List<T> group) throws IOException;
  }

  /** An item and whoever waits for it; without an item, the end. */
  private record Waiting<T>(@Nullable T item, CompletableFuture<Boolean> done) {}

  /**
   * Starts the thread.
   *
   * @param weight of an item, in whatever unit
   * @param mostWeight from which on a group takes no more
   */
  public GroupCommit(String name, Sink<T> sink, ToLongFunction<T> weight, long mostWeight) {
    this.sink = sink;
    this.weight = weight;
    this.mostWeight = mostWeight;
    this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  /**
   * Hands in an item and waits until it is durable.
   *
   * @throws IOException if it could not be made so, or this is closed
   */
  public void submit(T item) throws IOException {
    Waiting<T> entry = new Waiting<>(item, new CompletableFuture<>());
    if (closed) {
      throw closed();
    }
    waiting.add(entry);
    try {
      Boolean _ = entry.done.get();
    } catch (ExecutionException e) {
      throw new IOException("not kept: " + rootMessage(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted; whether it was kept is not known", e);
    }
  }

  /** Hands in an item and waits for nothing: whoever submits one later learns how it went. */
  public void handIn(T item) {
    waiting.add(new Waiting<>(item, new CompletableFuture<>()));
  }

  private static String rootMessage(Throwable failure) {
    @Nullable Throwable cause = failure.getCause();
    return cause == null ? String.valueOf(failure.getMessage()) : rootMessage(cause);
  }

  private static IOException closed() {
    return new IOException("this part of the hub is closed: try again when it runs");
  }

  private void run() {
    boolean goesOn = true;
    while (goesOn) {
      List<Waiting<T>> group = nextGroup();
      goesOn = group.stream().noneMatch(entry -> entry.item == null);
      commit(group.stream().filter(entry -> entry.item != null).toList());
    }
    List<Waiting<T>> late = new ArrayList<>();
    waiting.drainTo(late);
    late.forEach(entry -> entry.done.completeExceptionally(closed()));
  }

  private List<Waiting<T>> nextGroup() {
    List<Waiting<T>> group = new ArrayList<>();
    long total = 0;
    @Nullable Waiting<T> next = take();
    while (next != null) {
      group.add(next);
      @Nullable T item = next.item;
      total += item == null ? mostWeight : weight.applyAsLong(item);
      next = total < mostWeight ? waiting.poll() : null;
    }
    return group;
  }

  private Waiting<T> take() {
    while (true) {
      try {
        return waiting.take();
      } catch (InterruptedException _) {
        // Nobody has this thread to interrupt it; what was promised holds all the same.
      }
    }
  }

  private void commit(List<Waiting<T>> group) {
    List<T> items = new ArrayList<>(group.size());
    for (Waiting<T> entry : group) {
      @Nullable T item = entry.item;
      if (item != null) {
        items.add(item);
      }
    }
    if (items.isEmpty()) {
      return;
    }
    try {
      sink.commit(items);
      group.forEach(entry -> entry.done.complete(true));
    } catch (IOException | RuntimeException e) {
      group.forEach(entry -> entry.done.completeExceptionally(e));
    }
  }

  /** Ends the thread after all that was handed in before. */
  @Override
  public void close() throws IOException {
    closed = true;
    waiting.add(new Waiting<>(null, new CompletableFuture<>()));
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while closing", e);
    }
  }
}
