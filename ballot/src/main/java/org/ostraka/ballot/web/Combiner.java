package org.ostraka.ballot.web;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * Makes one request of the calls of many threads: whoever finds no request under way sends all that
 * wait, in their order. A call alone is sent at once.
 *
 * @param <I> what a call sends
 * @param <O> what it gets back
 */
final class Combiner<I, O> {
  private final Sender<I, O> sender;
  private final ToIntFunction<I> size;

  private final ReentrantLock lock = new ReentrantLock();

  // Both guarded by lock.
  private final Deque<Waiting<I, O>> waiting = new ArrayDeque<>();
  private boolean underWay;

  /** Sends items in one request and gives their outcomes, in the same order. */
  @FunctionalInterface
  interface Sender<I, O> {
    List<O> send(List<I> items) throws Fault, IOException, InterruptedException;
  }

  /** A call that waits for its outcome or its turn to send. */
  private static final class Waiting<I, O> {
    final I item;
    final Condition changed;
    @Nullable O outcome;
    @Nullable Exception failure;

    Waiting(I item, Condition changed) {
      this.item = item;
      this.changed = changed;
    }

    boolean isDone() {
      return outcome != null || failure != null;
    }
  }

  /**
   * A combiner of requests that have at most {@link Batch#MOST} items and {@link
   * BallotCustoms#LARGEST} bytes.
   *
   * @param size bytes that an item takes in a request
   */
  Combiner(ToIntFunction<I> size, Sender<I, O> sender) {
    this.size = size;
    this.sender = sender;
  }

  /** Sends the item, alone or with others, and waits for its outcome. */
  O call(I item) throws Fault, IOException, InterruptedException {
    lock.lock();
    try {
      Waiting<I, O> mine = new Waiting<>(item, lock.newCondition());
      waiting.add(mine);
      awaitOrSend(mine);
      return outcome(mine);
    } finally {
      lock.unlock();
    }
  }

  private void awaitOrSend(Waiting<I, O> mine) throws InterruptedException {
    try {
      while (!mine.isDone()) {
        if (underWay) {
          mine.changed.await();
        } else {
          sendAllThatWait();
        }
      }
    } catch (InterruptedException e) {
      // Who is interrupted before being sent is not sent; the turn goes to the next.
      waiting.remove(mine);
      wakeNext();
      throw e;
    }
  }

  private void sendAllThatWait() {
    List<Waiting<I, O>> batch = takeBatch();
    underWay = true;
    lock.unlock();
    Result<O> result;
    try {
      result = send(batch.stream().map(it -> it.item).toList());
    } finally {
      lock.lock();
      underWay = false;
    }
    for (int at = 0; at < batch.size(); at++) {
      Waiting<I, O> done = batch.get(at);
      done.failure = result.failure();
      done.outcome = result.failure() == null ? result.outcomes().get(at) : null;
      done.changed.signal();
    }
    wakeNext();
  }

  /** What a request brought: outcomes, or the failure of all. */
  private record Result<O>(List<O> outcomes, @Nullable Exception failure) {}

  private Result<O> send(List<I> items) {
    try {
      List<O> outcomes = sender.send(items);
      return outcomes.size() == items.size()
          ? new Result<>(outcomes, null)
          : new Result<>(List.of(), new IOException("not an outcome for each item"));
    } catch (Fault | IOException | RuntimeException e) {
      return new Result<>(List.of(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result<>(List.of(), givenUp(e));
    }
  }

  /** One thread was interrupted while it sent for all: the others can ask again. */
  private static Fault givenUp(InterruptedException cause) {
    return new Fault(
        FaultKind.INTERRUPTED,
        "request-given-up",
        "the request was given up: whether it was done is not known; ask again",
        cause);
  }

  private List<Waiting<I, O>> takeBatch() {
    List<Waiting<I, O>> batch = new ArrayList<>();
    int bytes = Batch.HEADER;
    while (!waiting.isEmpty() && batch.size() < Batch.MOST) {
      bytes += size.applyAsInt(waiting.getFirst().item);
      if (!batch.isEmpty() && bytes > BallotCustoms.LARGEST) {
        break;
      }
      batch.add(waiting.removeFirst());
    }
    return batch;
  }

  /** Calls that wait for the request under way. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void wakeNext() {
    if (!underWay && !waiting.isEmpty()) {
      waiting.getFirst().changed.signal();
    }
  }

  /** Each caller gets an exception of its own, with its own stack. */
  private O outcome(Waiting<I, O> mine) throws Fault, IOException {
    O outcome = mine.outcome;
    if (outcome != null) {
      return outcome;
    }
    switch (mine.failure) {
      case Fault fault -> throw new Fault(fault.kind(), fault.code(), fault.text(), fault);
      case IOException failure -> throw new IOException(failure.getMessage(), failure);
      case null, default -> throw new IllegalStateException("a request failed", mine.failure);
    }
  }
}
