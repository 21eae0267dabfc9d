package org.ostraka.swarm.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.ostraka.base.Digest;
import org.ostraka.sim.Seeds;
import org.ostraka.sim.Simulation;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FragmentSize;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.ServerMessage;
import org.ostraka.swarm.SessionMessage;

/**
 * Many servers, many clients: what each server has to do, and how long files stay without an owner.
 * {@code -Dostraka.scale=CLIENTSxSERVERSxFILES} runs it larger (docs/scale.md).
 */
class ScaleTest {
  private static final int FILES_OF_A_CLIENT = 4;
  private static final int FRAGMENTS = 1000;
  private static final int SERVERS_KNOWN = 3;
  private static final Duration WINDOW = Duration.ofSeconds(12);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int LOOKS = 400;

  private final Seeds seeds = Seeds.of(ScaleTest.class);

  private record Scale(int clients, int servers, int files) {
    static Scale wanted() {
      String[] numbers = System.getProperty("ostraka.scale", "300x10x100").split("x", -1);
      return new Scale(
          Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
    }

    int pairs() {
      return clients * FILES_OF_A_CLIENT;
    }
  }

  /** What one server has heard so far. */
  private record Heard(int announces, int locates, int tests, int summaries, long octets) {
    static Heard by(SimServer server) {
      return new Heard(
          server.heard(MapMessage.Announce.class),
          server.heard(MapMessage.Locate.class),
          server.heard(SessionMessage.Ping.class) + server.heard(ServerMessage.Probe.class),
          server.heard(ServerMessage.Summary.class),
          server.octets());
    }
  }

  @Test
  void eachOfManyServersCarriesItsShareAndNoFileIsLongWithoutAnOwner() {
    Scale scale = Scale.wanted();
    seeds.run(
        1,
        simulation -> {
          SwarmWorld world = populate(simulation, scale);
          double announces = printLoad(simulation, world);
          assertThat(announces)
              .as("announces a second that one server hears: one a period from each client")
              .isLessThan(scale.clients() / 3.0 * 1.2);
          assertThat(printTables(world)).isEqualTo(scale.files());
          SimServer killed = world.running().getFirst();
          assertThat(
                  secondsToOwnAgain(
                      simulation, world, killed, () -> world.kill(killed.name(), false)))
              .as("a process that ends resets its connections: all its clients know at once")
              .isLessThan(5);
          SimServer lost = world.running().getFirst();
          assertThat(secondsToOwnAgain(simulation, world, lost, () -> world.powerOff(lost.name())))
              .as("a silent death is noticed by an announce that nobody answers: 3.3 s, then 2 s")
              .isLessThan(8);
          simulation.runFor(Duration.ofSeconds(30));
          assertEachFileIsWhole(simulation, world, scale);
        });
  }

  private static FileKey file(int number) {
    Digest root = Digest.of(ByteBuffer.allocate(8).putLong(number).flip());
    return new FileKey(root, (long) FRAGMENTS << 16, new FragmentSize(16));
  }

  private static SwarmWorld populate(Simulation simulation, Scale scale) {
    SwarmWorld world = new SwarmWorld(simulation, scale.servers());
    simulation.runFor(Duration.ofSeconds(10));
    List<Endpoint> endpoints = world.endpoints();
    for (int number = 0; number < scale.clients(); number++) {
      List<Endpoint> known = new ArrayList<>();
      for (int i = 0; i < SERVERS_KNOWN; i++) {
        known.add(endpoints.get(simulation.random().nextInt(endpoints.size())));
      }
      SimClient client = world.startClient("c" + number, known);
      for (int i = 0; i < FILES_OF_A_CLIENT; i++) {
        client.share(
            file((number * FILES_OF_A_CLIENT + i) % scale.files()), some(simulation.random()));
      }
      simulation.runFor(Duration.ofMillis(1));
    }
    simulation.runFor(Duration.ofSeconds(20));
    return world;
  }

  private static Holdings some(RandomGenerator random) {
    BitSet bits = new BitSet(FRAGMENTS);
    bits.set(0, 1 + random.nextInt(FRAGMENTS));
    return Holdings.of(FRAGMENTS, bits);
  }

  /** Prints what a server hears a second; returns the announces of the busiest. */
  private static double printLoad(Simulation simulation, SwarmWorld world) {
    List<Heard> before = world.running().stream().map(Heard::by).toList();
    simulation.runFor(WINDOW);
    List<Heard> after = world.running().stream().map(Heard::by).toList();
    double seconds = WINDOW.toSeconds();
    double most = 0;
    double[] sums = new double[5];
    for (int i = 0; i < before.size(); i++) {
      Heard a = before.get(i);
      Heard b = after.get(i);
      most = Math.max(most, (b.announces() - a.announces()) / seconds);
      sums[0] += b.announces() - a.announces();
      sums[1] += b.locates() - a.locates();
      sums[2] += b.tests() - a.tests();
      sums[3] += b.summaries() - a.summaries();
      sums[4] += b.octets() - a.octets();
    }
    double share = 1 / seconds / before.size();
    System.out.printf(
        "a server hears a second: %.1f announces (the busiest %.1f), %.1f locates, %.1f life tests,"
            + " %.1f summaries, %.1f kB in all%n",
        sums[0] * share,
        most,
        sums[1] * share,
        sums[2] * share,
        sums[3] * share,
        sums[4] * share / 1000);
    return most;
  }

  /** Prints what a server keeps; returns how many files are owned in all. */
  private static int printTables(SwarmWorld world) {
    int owned = world.running().stream().mapToInt(server -> server.core().ownedFiles()).sum();
    int most =
        world.running().stream().mapToInt(server -> server.core().ownedFiles()).max().orElse(0);
    int known =
        world.running().stream()
            .mapToInt(server -> server.core().ownerships().size())
            .max()
            .orElse(0);
    System.out.printf(
        "files owned: %d in all, %.1f a server, %d at most; ownerships known to a server: %d%n",
        owned, (double) owned / world.running().size(), most, known);
    return owned;
  }

  private static double secondsToOwnAgain(
      Simulation simulation, SwarmWorld world, SimServer dying, Runnable death) {
    List<FileKey> files =
        dying.core().ownerships().keySet().stream().filter(dying.core()::owns).toList();
    death.run();
    Instant start = simulation.now();
    long firstHalf = 0;
    long millis = 0;
    for (int look = 0; look < LOOKS; look++) {
      long owned = files.stream().filter(key -> world.owners(key).size() == 1).count();
      millis = Duration.between(start, simulation.now()).toMillis();
      firstHalf = owned < (files.size() + 1) / 2 ? millis : firstHalf;
      if (owned == files.size()) {
        break;
      }
      simulation.runFor(LOOK);
    }
    System.out.printf(
        "%s died with %d files: half of them owned again after %.2f s, all after %.2f s%n",
        dying.name(), files.size(), firstHalf / 1e3, millis / 1e3);
    return millis / 1e3;
  }

  private static void assertEachFileIsWhole(Simulation simulation, SwarmWorld world, Scale scale) {
    int listed = 0;
    for (int number = 0; number < scale.files(); number++) {
      List<String> owners = world.owners(file(number));
      assertThat(owners).as("owners of file %d", number).hasSize(1);
      listed +=
          world
              .server(owners.getFirst())
              .core()
              .holders(file(number), simulation.now().toEpochMilli());
    }
    assertThat(listed).as("every holder is listed").isEqualTo(scale.pairs());
  }
}
