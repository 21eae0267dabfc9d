package org.ostraka.ballot.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ostraka.sim.Seeds;
import org.ostraka.sim.Simulation;

/**
 * Simulated elections with crashes, partitions, lost and doubled messages, wrong clocks, full and
 * lost disks: whatever happens, the {@link Witness} and the {@link Verdict} have nothing to say.
 */
class BallotSimulationTest {

  private final Map<Sight, Integer> seeds = new EnumMap<>(Sight.class);

  @Test
  void noBallotIsLostAlteredOrCountedTwice() {
    Seeds.of(getClass()).run(1000, this::elect);
  }

  private void elect(Simulation simulation) throws IOException {
    BallotSimulation election = new BallotSimulation(simulation, Sabotage.NONE);
    election.run();
    election.witness().sights().forEach(sight -> seeds.merge(sight, 1, Integer::sum));
  }

  @Test
  void theSameSeedGivesTheSameElection() throws IOException {
    for (long seed = 1; seed <= 10; seed++) {
      Simulation once = new Simulation(seed);
      Simulation again = new Simulation(seed);
      elect(once);
      elect(again);
      assertThat(again.traceDigest()).isEqualTo(once.traceDigest());
    }
  }

  @Test
  void everythingThatMayGoWrongGoesWrongNowAndThen() throws IOException {
    for (long seed = 1; seed <= 150; seed++) {
      elect(new Simulation(seed));
    }
    assertThat(seeds).containsOnlyKeys(Sight.values());
  }
}
