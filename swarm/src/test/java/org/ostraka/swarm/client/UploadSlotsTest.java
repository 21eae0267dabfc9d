package org.ostraka.swarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Who is served when more ask than there are slots; in virtual time. */
class UploadSlotsTest {
  private final VirtualTicker ticker = new VirtualTicker();

  @Test
  void nobodyIsRefusedWhileThereAreSlots() {
    UploadSlots slots = new UploadSlots(3, ticker);
    for (int ask = 0; ask < 1000; ask++) {
      assertThat(LongStream.range(0, 3).allMatch(slots::admits)).isTrue();
      ticker.pass(100);
    }
  }

  @Test
  void atMostSoManyAreServedAtATimeAndAllGetTheirTurn() {
    UploadSlots slots = new UploadSlots(2, ticker);
    Map<Long, Integer> served = new HashMap<>();
    for (int tenth = 0; tenth < 1200; tenth++) {
      long together =
          LongStream.range(0, 5)
              .filter(slots::admits)
              .peek(peer -> served.merge(peer, 1, Integer::sum))
              .count();
      assertThat(together).isLessThanOrEqualTo(2);
      ticker.pass(100);
    }
    assertThat(served.values().stream().mapToInt(it -> it).sum())
        .as("the slots are not idle")
        .isGreaterThan(1100);
    assertThat(served).hasSize(5).allSatisfy((peer, asks) -> assertThat(asks).isGreaterThan(150));
  }

  @Test
  void whoLeavesOrAsksNoMoreMakesRoom() {
    UploadSlots slots = new UploadSlots(1, ticker);
    assertThat(slots.admits(1)).isTrue();
    assertThat(slots.admits(2)).isFalse();
    slots.leaves(1);
    assertThat(slots.admits(2)).isTrue();
    assertThat(slots.admits(3)).isFalse();
    ticker.pass(1_001);
    assertThat(slots.admits(3)).isTrue();
  }

  @Test
  void whoIsServedStaysAsLongAsNobodyWaits() {
    UploadSlots slots = new UploadSlots(1, ticker);
    for (int second = 0; second < 600; second++) {
      assertThat(slots.admits(1)).isTrue();
      ticker.pass(999);
    }
  }
}
