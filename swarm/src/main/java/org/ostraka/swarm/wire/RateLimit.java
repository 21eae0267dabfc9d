package org.ostraka.swarm.wire;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A limit in bytes a second that several connections share: who goes over it waits. */
public final class RateLimit {

  /** No limit. */
  public static final RateLimit NONE = new RateLimit(0, Ticker.SYSTEM);

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long bytesPerSecond;
  private final Ticker ticker;
  private final @Nullable RateLimit above;
  private final ReentrantLock lock = new ReentrantLock(true);
  private long freeAt;

  /**
   * @param bytesPerSecond 0 for no limit
   */
  public RateLimit(long bytesPerSecond, Ticker ticker) {
    this(bytesPerSecond, ticker, null);
  }

  private RateLimit(long bytesPerSecond, Ticker ticker, @Nullable RateLimit above) {
    this.bytesPerSecond = bytesPerSecond;
    this.ticker = ticker;
    this.above = above;
    this.freeAt = ticker.nanos();
  }

  /** A limit of its own within this one. */
  public RateLimit within(long bytesPerSecond) {
    return new RateLimit(bytesPerSecond, ticker, this);
  }

  /** Waits until these bytes fit. A tenth of a second's worth may come at once. */
  public void acquire(int bytes) throws InterruptedException {
    if (above != null) {
      above.acquire(bytes);
    }
    if (bytesPerSecond > 0) {
      ticker.awaitUntil(reserve(bytes));
    }
  }

  private long reserve(int bytes) {
    lock.lock();
    try {
      freeAt = Math.max(freeAt, ticker.nanos() - SECOND / 10) + bytes * SECOND / bytesPerSecond;
      return freeAt;
    } finally {
      lock.unlock();
    }
  }
}
