package org.ostraka.swarm.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ostraka.base.Digest;
import org.ostraka.sim.Seeds;
import org.ostraka.sim.Simulation;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FragmentSize;
import org.ostraka.swarm.Holdings;

/** How a file spreads over links of limited speed, in virtual time. */
class FlowTest {
  private static final double RATE = 12.5e6;
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Seeds seeds = Seeds.of(FlowTest.class);

  private static FileKey file(long size) {
    return new FileKey(Digest.of(new byte[1]), size, FragmentSize.forContent(size));
  }

  private static List<FlowWorld.Node> swarm(
      FlowWorld world, FileKey key, int downloaders, double rate) {
    List<FlowWorld.Node> nodes = new ArrayList<>();
    nodes.add(world.join(rate, Holdings.all(key.fragments())));
    for (int i = 0; i < downloaders; i++) {
      nodes.add(world.join(rate, Holdings.none(key.fragments())));
    }
    return nodes;
  }

  @Test
  void eightDownloadersAreDoneInLittleMoreThanTheSeedNeedsForOneCopy() {
    spreads(128, Duration.ofMillis(1), Duration.ZERO, 1.05);
  }

  @Test
  void slowMessagesAndClientsThatMeetLateCostLittle() {
    spreads(128, Duration.ofMillis(40), Duration.ofMillis(600), 1.15);
  }

  @Test
  void aLargerFileComesNearerToTheLimit() {
    spreads(512, Duration.ofMillis(40), Duration.ofMillis(600), 1.1);
  }

  private void spreads(int mebibytes, Duration delay, Duration meeting, double most) {
    seeds.run(
        3,
        simulation -> {
          FileKey key = file((long) mebibytes << 20);
          FlowWorld world = new FlowWorld(simulation, key, delay, meeting);
          List<FlowWorld.Node> nodes = swarm(world, key, 8, RATE);
          simulation.runUntil("all are done", world::allDone, LONG);

          double limit = key.size() / RATE * (1 + 3.0 / key.fragments());
          double took = seconds(simulation);
          double seed = (double) nodes.getFirst().uploaded() / key.size();
          double redundant = world.sent() / 8.0 / key.size() - 1;
          simulation.note(
              "took %.2f of the limit, seed %.2f, redundant %.4f"
                  .formatted(took / limit, seed, redundant));
          assertThat(took / limit).isLessThan(most);
          assertThat(seed).isLessThan(most);
          assertThat(redundant).isLessThan(0.012);
        });
  }

  private static double seconds(Simulation simulation) {
    return Duration.between(Simulation.START, simulation.now()).toNanos() / 1e9;
  }

  @Test
  void noDownloadStopsWhileOneHolderOfEachMissingFragmentLives() {
    seeds.run(
        20,
        simulation -> {
          FileKey key = file(8L << 20);
          FlowWorld world = new FlowWorld(simulation, key);
          List<FlowWorld.Node> nodes = swarm(world, key, 8, 1e6);
          for (int i = 1; i <= 5; i++) {
            simulation.runFor(Duration.ofMillis(simulation.random().nextInt(1500)));
            world.kill(nodes.get(i), Duration.ofMillis(simulation.random().nextInt(9000)));
          }
          simulation.runUntil("all that live are done", world::allDone, LONG);
        });
  }

  @Test
  void whatASlowPeerOwesIsFetchedFromAnother() {
    seeds.run(
        10,
        simulation -> {
          FileKey key = file(8L << 20);
          FlowWorld world = new FlowWorld(simulation, key);
          world.join(20e3, Holdings.all(key.fragments()));
          world.join(1e6, Holdings.all(key.fragments()));
          FlowWorld.Node node = world.join(1e7, Holdings.none(key.fragments()));
          simulation.runUntil("the download is done", node::isDone, Duration.ofSeconds(12));
        });
  }

  @Test
  void aLateClientFinishesFromThoseThatHaveIt() {
    seeds.run(
        3,
        simulation -> {
          FileKey key = file(16L << 20);
          FlowWorld world = new FlowWorld(simulation, key);
          List<FlowWorld.Node> nodes = swarm(world, key, 3, 2e6);
          simulation.runUntil("the first are done", world::allDone, LONG);
          world.kill(nodes.getFirst(), Duration.ZERO);
          FlowWorld.Node late = world.join(2e6, Holdings.none(key.fragments()));
          simulation.runUntil("the late one is done", late::isDone, LONG);
          assertThat(late.received()).isLessThan(key.size() + key.size() / 50);
        });
  }
}
