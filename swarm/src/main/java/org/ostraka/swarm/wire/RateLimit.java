package org.ostraka.swarm.wire;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A limit in bytes a second that several connections share: who goes over it waits. */
public final class RateLimit {

  /** No limit. */
  public static final RateLimit NONE = new RateLimit(0);

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long bytesPerSecond;
  private final @Nullable RateLimit above;
  private final ReentrantLock lock = new ReentrantLock(true);
  private long freeAt = System.nanoTime();

  /**
   * @param bytesPerSecond 0 for no limit
   */
  public RateLimit(long bytesPerSecond) {
    this(bytesPerSecond, null);
  }

  private RateLimit(long bytesPerSecond, @Nullable RateLimit above) {
    this.bytesPerSecond = bytesPerSecond;
    this.above = above;
  }

  /** A limit of its own within this one. */
  public RateLimit within(long bytesPerSecond) {
    return new RateLimit(bytesPerSecond, this);
  }

  /** Waits until these bytes fit. A tenth of a second's worth may come at once. */
  public void acquire(int bytes) throws InterruptedException {
    if (above != null) {
      above.acquire(bytes);
    }
    long wait = bytesPerSecond == 0 ? 0 : reserve(bytes);
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
  }

  private long reserve(int bytes) {
    lock.lock();
    try {
      long now = System.nanoTime();
      freeAt = Math.max(freeAt, now - SECOND / 10) + bytes * SECOND / bytesPerSecond;
      return freeAt - now;
    } finally {
      lock.unlock();
    }
  }
}
