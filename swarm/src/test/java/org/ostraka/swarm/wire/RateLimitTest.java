package org.ostraka.swarm.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** How much virtual time a limit makes its users wait. */
class RateLimitTest {
  private final Standing ticker = new Standing();

  /** A time that passes when somebody waits for it. */
  private static final class Standing implements Ticker {
    private long now;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void awaitUntil(long nanos) {
      now = Math.max(now, nanos);
    }

    double seconds() {
      return now / 1e9;
    }
  }

  private static void send(RateLimit limit, int times, int bytes) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      limit.acquire(bytes);
    }
  }

  @Test
  void withoutALimitNobodyWaits() throws Exception {
    send(new RateLimit(0, ticker), 1000, 1 << 20);
    assertThat(ticker.seconds()).isZero();
  }

  @Test
  void bytesTakeTheirTimeWhateverTheyComeIn() throws Exception {
    send(new RateLimit(1_000_000, ticker), 1000, 16_384);
    assertThat(ticker.seconds()).isCloseTo(16.384, within(0.001));
    send(new RateLimit(1_000_000, ticker), 4, 4_096_000);
    assertThat(ticker.seconds()).isCloseTo(16.384 + 16.384, within(0.2));
  }

  @Test
  void afterAPauseOnlyATenthOfASecondsWorthComesAtOnce() throws Exception {
    RateLimit limit = new RateLimit(1_000_000, ticker);
    ticker.awaitUntil(60_000_000_000L);
    limit.acquire(100_000);
    assertThat(ticker.seconds()).isEqualTo(60.0);
    limit.acquire(100_000);
    assertThat(ticker.seconds()).isEqualTo(60.1);
  }

  @Test
  void aFilesOwnLimitHoldsWithinTheLimitOfAll() throws Exception {
    RateLimit all = new RateLimit(1_000_000, ticker);
    RateLimit slow = all.within(250_000);
    send(slow, 10, 100_000);
    assertThat(ticker.seconds()).isCloseTo(4, within(0.11));
  }

  @Test
  void filesTogetherStayWithinTheLimitOfAll() throws Exception {
    RateLimit all = new RateLimit(1_000_000, ticker);
    RateLimit one = all.within(0);
    RateLimit other = all.within(900_000);
    for (int i = 0; i < 10; i++) {
      one.acquire(100_000);
      other.acquire(100_000);
    }
    assertThat(ticker.seconds()).isCloseTo(2, within(0.11));
  }
}
