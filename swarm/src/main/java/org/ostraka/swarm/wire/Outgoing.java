package org.ostraka.swarm.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.Run;

/**
 * What waits to be sent on one connection: messages first, in order, then blocks that were asked
 * for. Any thread adds, one takes.
 */
final class Outgoing {

  /** More bytes than this are not kept for a receiver that does not read. */
  private static final int MAX_BYTES = 8 * 1024 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<ByteBuffer> messages = new ArrayDeque<>();
  private final Map<Run, Bulk> bulk = new LinkedHashMap<>();
  private int bytes;
  private boolean finished;

  /** Makes a whole message on the sending thread, at the moment when its turn has come. */
  @FunctionalInterface
  interface Bulk {
    ByteBuffer make() throws IOException, InterruptedException;
  }

  /** Adds a message; false if the receiver reads too slowly or nothing is taken any more. */
  boolean add(ByteBuffer message) {
    lock.lock();
    try {
      if (finished || bytes + message.remaining() > MAX_BYTES) {
        return false;
      }
      bytes += message.remaining();
      messages.add(message);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Adds an answer to an ask; false if there are more than {@code most} already. */
  boolean add(Run run, Bulk answer, int most) {
    lock.lock();
    try {
      if (bulk.size() >= most) {
        return false;
      }
      bulk.putIfAbsent(run, answer);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Drops an answer that has not been begun; whether there was one. */
  boolean cancel(Run run) {
    lock.lock();
    try {
      return bulk.remove(run) != null;
    } finally {
      lock.unlock();
    }
  }

  /** Answers that wait. */
  int waiting() {
    lock.lock();
    try {
      return bulk.size();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is added any more; what is a message is still sent, then {@link #take} ends. */
  void finish() {
    lock.lock();
    try {
      finished = true;
      bulk.clear();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next message; null when all is over. */
  @Nullable ByteBuffer take() throws IOException, InterruptedException {
    Bulk next = null;
    lock.lock();
    try {
      while (messages.isEmpty() && bulk.isEmpty() && !finished) {
        changed.await();
      }
      ByteBuffer message = messages.poll();
      if (message != null) {
        bytes -= message.remaining();
        return message;
      }
      if (finished) {
        return null;
      }
      var first = bulk.entrySet().iterator();
      next = first.next().getValue();
      first.remove();
    } finally {
      lock.unlock();
    }
    return next.make();
  }
}
