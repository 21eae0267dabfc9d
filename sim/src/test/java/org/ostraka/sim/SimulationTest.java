package org.ostraka.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ostraka.base.Digest;

final class SimulationTest {
  private final Simulation simulation = new Simulation(1);
  private final List<String> done = new ArrayList<>();

  @Test
  void actionsRunInTheOrderOfTheirTimes() {
    simulation.after(Duration.ofSeconds(2), () -> done.add("second"));
    simulation.after(Duration.ofSeconds(1), () -> done.add("first"));
    simulation.after(Duration.ofSeconds(9), () -> done.add("too late"));
    simulation.runFor(Duration.ofSeconds(5));
    assertThat(done).containsExactly("first", "second");
    assertThat(simulation.now()).isEqualTo(Simulation.START.plusSeconds(5));
  }

  @Test
  void actionsOfTheSameTimeRunInTheOrderOfTheirScheduling() {
    for (String name : List.of("a", "b", "c", "d")) {
      simulation.after(Duration.ofSeconds(1), () -> done.add(name));
    }
    simulation.after(
        Duration.ofSeconds(1), () -> simulation.after(Duration.ZERO, () -> done.add("after all")));
    simulation.after(Duration.ofSeconds(1), () -> done.add("e"));
    simulation.runFor(Duration.ofSeconds(1));
    assertThat(done).containsExactly("a", "b", "c", "d", "e", "after all");
  }

  @Test
  void aRepeatedActionStopsWhenItIsCancelled() {
    Timer ticks = simulation.every(Duration.ofSeconds(2), () -> done.add("tick"));
    simulation.runFor(Duration.ofSeconds(7));
    assertThat(done).hasSize(3);
    ticks.cancel();
    simulation.runFor(Duration.ofSeconds(7));
    assertThat(done).hasSize(3);
  }

  @Test
  void aCancelledActionDoesNotRun() {
    simulation.after(Duration.ofSeconds(1), () -> done.add("cancelled")).cancel();
    assertThat(simulation.step()).isTrue();
    assertThat(simulation.step()).isFalse();
    assertThat(done).isEmpty();
  }

  @Test
  void aConditionIsWaitedForAndNoLonger() {
    simulation.every(Duration.ofSeconds(1), () -> done.add("tick"));
    simulation.runUntil("three ticks", () -> done.size() == 3, Duration.ofSeconds(10));
    assertThat(simulation.now()).isEqualTo(Simulation.START.plusSeconds(3));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () -> simulation.runUntil("100 ticks", () -> done.size() == 100, Duration.ofSeconds(9)))
        .withMessage("100 ticks: not within PT9S");
  }

  @Test
  void timeNeverGoesBack() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> simulation.after(Duration.ofNanos(-1), () -> {}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> simulation.every(Duration.ZERO, () -> {}));
  }

  @Test
  void theSameSeedGivesTheSameTraceAndAnotherSeedAnother() {
    assertThat(gossip(42)).isEqualTo(gossip(42));
    assertThat(gossip(42)).isNotEqualTo(gossip(43));
  }

  /** Five nodes that pass rumours on through a storm, while one of them comes and goes. */
  private static Digest gossip(long seed) {
    Simulation world = new Simulation(seed);
    SimNetwork<Integer> network = new SimNetwork<>(world);
    List<String> nodes = List.of("a", "b", "c", "d", "e");
    for (String node : nodes) {
      network.attach(
          node,
          (from, rumour) -> {
            world.note(node + " heard " + rumour + " from " + from);
            network.send(node, world.pick(nodes), rumour + 1);
          });
    }
    network.weather(Weather.STORM);
    world.every(
        Duration.ofMillis(300),
        () -> {
          network.up("c");
          network.send("a", world.pick(nodes), 0);
        });
    world.every(Duration.ofMillis(700), () -> network.down("c"));
    world.runFor(Duration.ofSeconds(60));
    return world.traceDigest();
  }
}
