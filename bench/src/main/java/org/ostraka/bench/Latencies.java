package org.ostraka.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Durations measured one by one, asked for their percentiles. Safe for several threads. */
public final class Latencies {
  private long[] nanos = new long[1024];
  private int count;

  public synchronized void add(long elapsedNanos) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = elapsedNanos;
  }

  public synchronized int count() {
    return count;
  }

  /** The smallest value that at least this share of all is not above; {@code share} in (0, 1]. */
  public synchronized Duration percentile(double share) {
    if (count == 0) {
      throw new IllegalStateException("nothing was measured");
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return Duration.ofNanos(sorted[(int) Math.ceil(share * count) - 1]);
  }

  /** Median, 99th percentile and maximum, in milliseconds. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "p50 %.2f ms, p99 %.2f ms, max %.1f ms, n=%d",
        millis(0.5),
        millis(0.99),
        millis(1),
        count());
  }

  public double millis(double share) {
    return percentile(share).toNanos() / 1e6;
  }
}
