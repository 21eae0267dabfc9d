package org.ostraka.app.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;

/**
 * The chunks between the reader of a batch and those who send them. A chunk that somebody took is
 * either done or given back; the end is when all are done, or when one has failed for good.
 */
final class ChunkQueue {
  private static final int MOST_WAITING = 32;

  // All guarded by this.
  private final Deque<Chunk> waiting = new ArrayDeque<>();
  private int taken;
  private boolean complete;
  private @Nullable Fault failure;

  /** Adds a chunk of the file; waits while enough of them are waiting. False after a failure. */
  synchronized boolean add(Chunk chunk) throws InterruptedException {
    while (waiting.size() >= MOST_WAITING && failure == null) {
      wait();
    }
    waiting.addLast(chunk);
    notifyAll();
    return failure == null;
  }

  /** No more chunks will be added. */
  synchronized void complete() {
    complete = true;
    notifyAll();
  }

  /** The next chunk; null when there is nothing more to do, for anybody. */
  synchronized @Nullable Chunk takeOrNull() throws InterruptedException {
    while (waiting.isEmpty() && !isOver()) {
      wait();
    }
    if (failure != null || waiting.isEmpty()) {
      return null;
    }
    taken++;
    notifyAll();
    return waiting.removeFirst();
  }

  synchronized boolean isOver() {
    return failure != null || (complete && waiting.isEmpty() && taken == 0);
  }

  synchronized boolean isFailed() {
    return failure != null;
  }

  synchronized void done() {
    taken--;
    notifyAll();
  }

  /** Gives a chunk back, for anybody to take. */
  synchronized void giveBack(Chunk chunk) {
    taken--;
    waiting.addFirst(chunk);
    notifyAll();
  }

  /** Ends the batch: the first failure counts. */
  synchronized void fail(Fault fault) {
    if (failure == null) {
      failure = fault;
    }
    notifyAll();
  }

  /** Throws what ended the batch, if something did. */
  synchronized void requireNoFailure() throws Fault {
    if (failure != null) {
      throw failure;
    }
  }
}
