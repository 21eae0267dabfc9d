package org.ostraka.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SeedsTest {
  private final Seeds seeds = Seeds.of(SeedsTest.class);
  private final List<Long> ran = new ArrayList<>();
  private @Nullable String countOutside;
  private @Nullable String replayOutside;

  @BeforeEach
  void forgetWhatTheBuildWasAskedFor() {
    countOutside = System.clearProperty(Seeds.COUNT);
    replayOutside = System.clearProperty(Seeds.REPLAY);
  }

  @AfterEach
  void rememberIt() {
    restore(Seeds.COUNT, countOutside);
    restore(Seeds.REPLAY, replayOutside);
  }

  @Test
  void asManySeedsRunAsTheTestSays() {
    seeds.run(4, simulation -> ran.add(simulation.seed()));
    assertThat(ran).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void theNumberCanBeChangedFromOutside() {
    System.setProperty(Seeds.COUNT, "2");
    seeds.run(4, simulation -> ran.add(simulation.seed()));
    assertThat(ran).containsExactly(1L, 2L);
  }

  @Test
  void oneSeedIsReplayedAlone() {
    System.setProperty(Seeds.REPLAY, "4711");
    seeds.run(4, simulation -> ran.add(simulation.seed()));
    assertThat(ran).containsExactly(4711L);
  }

  @Test
  void aFailingSeedIsReportedWithTheCommandThatReplaysIt() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> seeds.run(10, SeedsTest::failAtThree))
        .withMessageContaining("seed 3 failed: java.io.IOException: lost a ballot")
        .withMessageContaining(
            "./ostraka test -pl sim -am -Dtest=SeedsTest -Dostraka.seed=3"
                + " -Dsurefire.failIfNoSpecifiedTests=false")
        .withMessageContaining("0.000000 s  s2 crashed")
        .withCauseInstanceOf(IOException.class);
  }

  private static void failAtThree(Simulation simulation) throws IOException {
    if (simulation.seed() == 3) {
      simulation.note("s2 crashed");
      throw new IOException("lost a ballot");
    }
  }

  private static void restore(String property, @Nullable String value) {
    if (value != null) {
      System.setProperty(property, value);
    } else {
      System.clearProperty(property);
    }
  }
}
