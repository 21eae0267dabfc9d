package org.ostraka.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The merge laws, over histories made from seeds. */
class OwnershipTest {
  private static final int HISTORIES = 500;

  /** Claims and restarts of four servers, as a split network may bring them about. */
  private static List<Ownership> history(long seed) {
    Random random = new Random(seed);
    List<Ownership> history = new ArrayList<>(List.of(Ownership.NONE));
    for (int i = 0; i < 12; i++) {
      Ownership heard = history.get(random.nextInt(history.size()));
      NodeId server = new NodeId(random.nextInt(2) == 0 ? -1 : 1, 1 + random.nextInt(2));
      long incarnation = random.nextLong(3) - 1;
      history.add(
          random.nextBoolean() || heard.isNone()
              ? heard.claimedBy(server, incarnation)
              : heard.resumed(incarnation));
    }
    return history;
  }

  @Test
  void mergeIsCommutativeAssociativeAndIdempotent() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      List<Ownership> history = history(seed);
      for (Ownership a : history) {
        assertThat(a.merge(a)).as("seed %d", seed).isEqualTo(a);
        for (Ownership b : history) {
          assertThat(a.merge(b)).as("seed %d", seed).isEqualTo(b.merge(a));
          for (Ownership c : history) {
            assertThat(a.merge(b).merge(c)).as("seed %d", seed).isEqualTo(a.merge(b.merge(c)));
          }
        }
      }
    }
  }

  @Test
  void whoeverHeardTheSameAgreesInWhateverOrder() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      List<Ownership> heard = history(seed);
      Ownership first = heard.stream().reduce(Ownership.NONE, Ownership::merge);
      Collections.shuffle(heard, new Random(~seed));
      Ownership second = heard.stream().reduce(Ownership.NONE, Ownership::merge);
      assertThat(second).as("seed %d", seed).isEqualTo(first);
    }
  }

  @Test
  void aClaimIsAboveWhatItClaimsAfter() {
    for (Ownership ownership : history(7)) {
      assertThat(ownership.claimedBy(new NodeId(0, 1), 0).isAbove(ownership)).isTrue();
    }
  }

  @Test
  void epochsDecideFirstThenOwnersThenIncarnations() {
    NodeId small = new NodeId(1, 0);
    NodeId great = new NodeId(-1, 0);
    assertThat(new Ownership(2, small, 1).isAbove(new Ownership(1, great, 9))).isTrue();
    assertThat(new Ownership(2, great, 1).isAbove(new Ownership(2, small, 9))).isTrue();
    assertThat(new Ownership(2, small, 2).isAbove(new Ownership(2, small, 1))).isTrue();
  }

  @Test
  void nobodyOwnsAnythingInEpochZero() {
    assertThatThrownBy(() -> new Ownership(0, new NodeId(1, 1), 0))
        .hasMessageContaining("epoch 0 has no owner");
  }
}
