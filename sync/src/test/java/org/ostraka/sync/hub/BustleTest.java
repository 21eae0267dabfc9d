package org.ostraka.sync.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who gives way to whom, by a clock that this test moves. */
final class BustleTest {
  private static final long SECOND = 1_000_000_000;

  private long now = 5 * SECOND;
  private boolean busy;
  private final Bustle bustle = new Bustle(() -> now, this::pass);
  private final Bustle.Courtesy courtesy = bustle.new Courtesy();

  /** Time that somebody rests, in which others go on if there are any. */
  private void pass(long nanos) {
    now += nanos;
    if (busy) {
      bustle.passes();
    }
  }

  private long restsAfterWorking(long nanos) {
    pass(nanos);
    long begun = now;
    courtesy.giveWay();
    return now - begun;
  }

  @Test
  void nobodyRestsWhereNothingMoves() {
    assertThat(restsAfterWorking(SECOND)).isZero();
  }

  @Test
  void aTransferIsWaitedFor() {
    bustle.passes();
    assertThat(restsAfterWorking(SECOND / 10)).isBetween(SECOND / 10, SECOND / 2);
    assertThat(restsAfterWorking(SECOND / 10)).isZero();
  }

  @Test
  void nothingIsWorkedInABurstHoweverLittleThatMayTakeOfIt() {
    busy = true;
    bustle.passes();
    assertThat(restsAfterWorking(SECOND / 1_000)).isBetween(29 * SECOND, 31 * SECOND);
  }

  @Test
  void withoutEndToTheTrafficAFifthOfTheTimeIsForTheWorkAllTheSame() {
    busy = true;
    bustle.passes();
    long _ = restsAfterWorking(SECOND / 10);
    long rested = 0;
    for (int piece = 0; piece < 100; piece++) {
      rested += restsAfterWorking(SECOND / 10);
    }
    assertThat(rested).isBetween(35 * SECOND, 45 * SECOND);
  }
}
