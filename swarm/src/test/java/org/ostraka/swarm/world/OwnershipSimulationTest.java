package org.ostraka.swarm.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.ostraka.sim.Seeds;
import org.ostraka.sim.Simulation;
import org.ostraka.sim.Weather;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Holdings;

/**
 * Servers and clients through crashes, splits, pauses and delays: each file ends with one owner.
 */
class OwnershipSimulationTest {
  private static final int FILES = 3;
  private static final Duration BOUND = Duration.ofSeconds(45);

  private final Seeds seeds = Seeds.of(OwnershipSimulationTest.class);

  private static SwarmWorld world(Simulation simulation, int servers, int clients) {
    SwarmWorld world = new SwarmWorld(simulation, servers);
    simulation.runFor(Duration.ofSeconds(2));
    for (int i = 0; i < clients; i++) {
      SimClient client = world.startClient("c" + i);
      for (int file = 0; file < FILES; file++) {
        FileKey key = SwarmWorld.file(file);
        client.share(key, i == 0 ? Holdings.all(20) : Holdings.none(20).with(i));
      }
      simulation.runFor(Duration.ofMillis(simulation.random().nextInt(500)));
    }
    return world;
  }

  @Test
  void filesThatManyClientsShareAtOnceHaveOneOwnerEach() {
    seeds.run(8, simulation -> world(simulation, 4, 6).assertSettles(FILES, BOUND));
  }

  @Test
  void anOwnerThatDiesIsFollowedByExactlyOneWithinThreeSeconds() {
    seeds.run(
        8,
        simulation -> {
          SwarmWorld world = world(simulation, 4, 6);
          world.assertSettles(FILES, BOUND);
          FileKey key = SwarmWorld.file(0);
          world.kill(world.owners(key).getFirst(), false);
          simulation.runUntil(
              "a new owner", () -> world.owners(key).size() == 1, Duration.ofSeconds(3));
          world.assertSettles(FILES, BOUND);
        });
  }

  @Test
  void anOwnerThatLosesPowerIsFollowedByExactlyOne() {
    seeds.run(
        8,
        simulation -> {
          SwarmWorld world = world(simulation, 4, 6);
          world.assertSettles(FILES, BOUND);
          world.powerOff(world.owners(SwarmWorld.file(0)).getFirst());
          world.assertSettles(FILES, BOUND);
        });
  }

  @Test
  void aNetworkThatSplitsAndHealsEndsWithOneOwner() {
    seeds.run(
        8,
        simulation -> {
          SwarmWorld world = world(simulation, 4, 6);
          world.assertSettles(FILES, BOUND);
          world.partition(Set.of("s0", "s1", "c0", "c1", "c2"));
          simulation.runFor(Duration.ofSeconds(40));
          assertThat(world.owners(SwarmWorld.file(0)))
              .as("each side has gone on")
              .hasSizeGreaterThanOrEqualTo(2);
          world.heal();
          world.assertSettles(FILES, BOUND);
        });
  }

  @Test
  void anOwnerThatWasPausedDoesNotTakeItsFilesBack() {
    seeds.run(
        8,
        simulation -> {
          SwarmWorld world = world(simulation, 3, 5);
          world.assertSettles(FILES, BOUND);
          FileKey key = SwarmWorld.file(0);
          String paused = world.owners(key).getFirst();
          world.server(paused).pause();
          simulation.runUntil(
              "another owner", () -> world.owners(key).size() == 2, Duration.ofSeconds(15));
          simulation.runFor(Duration.ofSeconds(simulation.random().nextInt(60)));
          world.server(paused).resume();
          world.assertSettles(FILES, BOUND);
          assertThat(world.owners(key)).doesNotContain(paused);
        });
  }

  @Test
  void anOwnerThatRestartsWithOldKnowledgeFindsItsPlace() {
    seeds.run(
        8,
        simulation -> {
          SwarmWorld world = world(simulation, 3, 5);
          world.assertSettles(FILES, BOUND);
          String restarted = world.owners(SwarmWorld.file(0)).getFirst();
          world.kill(restarted, simulation.chance(0.5));
          simulation.runFor(Duration.ofMillis(simulation.random().nextInt(8000)));
          world.startServer(restarted);
          world.assertSettles(FILES, BOUND);
        });
  }

  @Test
  void aClientThatCannotReachTheOwnerIsServedThroughAnotherServer() {
    seeds.run(
        8,
        simulation -> {
          SwarmWorld world = world(simulation, 3, 4);
          world.assertSettles(FILES, BOUND);
          String owner = world.owners(SwarmWorld.file(0)).getFirst();
          world.cut("c2", owner);
          simulation.runFor(Duration.ofSeconds(30));
          assertThat(world.owners(SwarmWorld.file(0))).containsExactly(owner);
          world.assertSettles(FILES, BOUND);
        });
  }

  @Test
  void aServerThatOneOtherCannotReachKeepsItsFiles() {
    seeds.run(
        8,
        simulation -> {
          SwarmWorld world = world(simulation, 4, 4);
          world.assertSettles(FILES, BOUND);
          List<String> before = world.owners(SwarmWorld.file(0));
          String other = before.getFirst().equals("s0") ? "s1" : "s0";
          world.cut(other, before.getFirst());
          simulation.runFor(Duration.ofSeconds(30));
          assertThat(world.owners(SwarmWorld.file(0))).isEqualTo(before);
        });
  }

  @Test
  void aClientThatDiesDisappearsWithinThreeMissedAnnounces() {
    seeds.run(
        8,
        simulation -> {
          SwarmWorld world = world(simulation, 3, 5);
          world.assertSettles(FILES, BOUND);
          world.killClient("c3");
          simulation.runUntil(
              "the dead client is listed nowhere",
              () -> world.isSettled(FILES),
              Duration.ofMillis(10_500));
        });
  }

  @Test
  void everyVerifiedFragmentIsListedWithinTwoAnnounces() {
    seeds.run(
        8,
        simulation -> {
          SwarmWorld world = world(simulation, 3, 5);
          world.assertSettles(FILES, BOUND);
          FileKey key = SwarmWorld.file(1);
          for (SimClient client : world.clients()) {
            client.gain(key, 10 + simulation.random().nextInt(10));
          }
          SimServer owner = world.server(world.owners(key).getFirst());
          simulation.runUntil(
              "all fragments are listed",
              () -> world.listsAll(owner, key),
              Duration.ofMillis(2 * 3_300));
        });
  }

  /** Whatever befalls them: crashes, splits, cuts, pauses and bad weather, in any order. */
  @Test
  void afterAnyFaultsEachFileHasOneOwner() {
    seeds.run(
        25,
        simulation -> {
          SwarmWorld world = world(simulation, 5, 6);
          world.weather(new Weather(Duration.ofMillis(1), Duration.ofMillis(120), 0, 0, 0));
          Set<String> down = new TreeSet<>();
          Set<String> paused = new TreeSet<>();
          for (int fault = 0; fault < 10; fault++) {
            befall(simulation, world, down, paused);
            simulation.runFor(Duration.ofMillis(simulation.random().nextInt(9000)));
          }
          world.heal();
          paused.forEach(name -> world.server(name).resume());
          down.forEach(world::startServer);
          world.assertSettles(FILES, Duration.ofSeconds(90));
        });
  }

  private static void befall(
      Simulation simulation, SwarmWorld world, Set<String> down, Set<String> paused) {
    String name = "s" + simulation.random().nextInt(5);
    boolean touched = down.contains(name) || paused.contains(name);
    switch (simulation.random().nextInt(8)) {
      case 0, 1 -> {
        if (!touched && down.size() < 4) {
          world.kill(name, simulation.chance(0.5));
          down.add(name);
        }
      }
      case 2 -> {
        if (down.remove(name)) {
          world.startServer(name);
        }
      }
      case 3 -> {
        if (!touched) {
          world.server(name).pause();
          paused.add(name);
        }
      }
      case 4 -> {
        if (paused.remove(name)) {
          world.server(name).resume();
        }
      }
      case 5 -> world.partition(someNodes(simulation));
      case 6 -> world.cut("c" + simulation.random().nextInt(6), name);
      default -> world.heal();
    }
  }

  private static Set<String> someNodes(Simulation simulation) {
    List<String> nodes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      nodes.add("s" + i);
      nodes.add("c" + i);
    }
    nodes.removeIf(_ -> simulation.chance(0.5));
    return new TreeSet<>(nodes);
  }
}
