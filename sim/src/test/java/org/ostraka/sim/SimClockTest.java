package org.ostraka.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SimClockTest {
  private final Simulation simulation = new Simulation(1);

  @Test
  void aRightClockShowsTheTrueTime() {
    SimClock clock = new SimClock(simulation);
    simulation.runFor(Duration.ofHours(5));
    assertThat(clock.instant()).isEqualTo(simulation.now());
  }

  @Test
  void aSkewedClockIsAlwaysAsWrong() {
    SimClock clock = new SimClock(simulation, Duration.ofSeconds(-30), 0);
    simulation.runFor(Duration.ofHours(5));
    assertThat(clock.instant()).isEqualTo(simulation.now().minusSeconds(30));
  }

  @Test
  void aDriftingClockGainsWithTime() {
    SimClock clock = new SimClock(simulation, Duration.ofSeconds(1), 100);
    simulation.runFor(Duration.ofSeconds(10_000));
    assertThat(clock.instant()).isEqualTo(simulation.now().plusSeconds(2));
  }

  @Test
  void aJumpAndANewSpeedCountFromTheirMoment() {
    SimClock clock = new SimClock(simulation, Duration.ZERO, 1_000_000);
    simulation.runFor(Duration.ofSeconds(10));
    clock.drift(-500_000);
    clock.jump(Duration.ofSeconds(-4));
    simulation.runFor(Duration.ofSeconds(10));
    Instant twiceThenHalf = Simulation.START.plusSeconds(20 - 4 + 5);
    assertThat(clock.instant()).isEqualTo(twiceThenHalf);
  }
}
