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

  /** How long a message that is not urgent waits for others to travel with. */
  private static final long COMPANY_NANOS = 25_000_000;

  /** What travels together: a TLS record. */
  private static final int TOGETHER = 16 * 1024;

  /** More bytes than this are not kept for a receiver that does not read. */
  private static final int MAX_BYTES = 8 * 1024 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<ByteBuffer> messages = new ArrayDeque<>();
  private final Map<Run, Bulk> bulk = new LinkedHashMap<>();
  private int bytes;
  private boolean finished;

  /** Whether a message waits that is not to be kept for company. */
  private boolean urgent;

  /** When the oldest message came that may be kept for company. */
  private long oldest;

  /** Makes a whole message on the sending thread, at the moment when its turn has come. */
  @FunctionalInterface
  interface Bulk {
    ByteBuffer make() throws IOException, InterruptedException;
  }

  /** Adds a message; false if the receiver reads too slowly or nothing is taken any more. */
  boolean add(ByteBuffer message) {
    return add(message, true);
  }

  /** The same for a message that may wait a little for others, so that they travel together. */
  boolean addSoon(ByteBuffer message) {
    return add(message, false);
  }

  private boolean add(ByteBuffer message, boolean now) {
    lock.lock();
    try {
      if (finished || bytes + message.remaining() > MAX_BYTES) {
        return false;
      }
      boolean first = messages.isEmpty();
      oldest = first ? System.nanoTime() : oldest;
      bytes += message.remaining();
      messages.add(message);
      urgent |= now;
      if (now || first) {
        changed.signal();
      }
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

  /** Waits for the next messages or the next blocks; null when all is over. */
  @Nullable ByteBuffer take() throws IOException, InterruptedException {
    Bulk next = null;
    lock.lock();
    try {
      awaitWork();
      if (!messages.isEmpty()) {
        return together();
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

  private void awaitWork() throws InterruptedException {
    while (!urgent && bulk.isEmpty() && !finished) {
      long left = messages.isEmpty() ? Long.MAX_VALUE : oldest + COMPANY_NANOS - System.nanoTime();
      if (left <= 0) {
        return;
      }
      long _ = changed.awaitNanos(left);
    }
  }

  /** As many messages as fit together, at least one. */
  private ByteBuffer together() {
    ByteBuffer first = messages.remove();
    bytes -= first.remaining();
    int length = first.remaining();
    if (messages.isEmpty() || length + messages.element().remaining() > TOGETHER) {
      urgent &= !messages.isEmpty();
      return first;
    }
    ByteBuffer all = ByteBuffer.allocate(TOGETHER).put(first);
    while (!messages.isEmpty() && messages.element().remaining() <= all.remaining()) {
      ByteBuffer message = messages.remove();
      bytes -= message.remaining();
      all.put(message);
    }
    urgent &= !messages.isEmpty();
    return all.flip();
  }
}
