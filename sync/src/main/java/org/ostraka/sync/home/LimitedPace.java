package org.ostraka.sync.home;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.ostraka.sync.desk.Pace;

/** A limit in bytes a second that all folders of a desk share: who goes over it waits. */
public final class LimitedPace implements Pace {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long bytesPerSecond;
  private final ReentrantLock lock = new ReentrantLock(true);
  private long freeAt = System.nanoTime();

  private LimitedPace(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** The pace of this many bytes a second; 0 for no limit. */
  public static Pace of(long bytesPerSecond) {
    return bytesPerSecond == 0 ? Pace.FREE : new LimitedPace(bytesPerSecond);
  }

  @Override
  public void take(long bytes) {
    try {
      TimeUnit.NANOSECONDS.sleep(reserve(bytes));
    } catch (InterruptedException _) {
      // The desk is stopping: what would travel now finds that out by itself.
      Thread.currentThread().interrupt();
    }
  }

  private long reserve(long bytes) {
    lock.lock();
    try {
      long now = System.nanoTime();
      freeAt = Math.max(freeAt, now) + Math.round(bytes * SECOND / bytesPerSecond);
      return freeAt - now;
    } finally {
      lock.unlock();
    }
  }
}
