package org.ostraka.ballot.server;

import java.time.Duration;
import java.util.Set;
import org.ostraka.sim.Simulation;
import org.ostraka.sim.Weather;

/** What goes wrong in a simulated organisation, until it is told to stop. */
final class Mischief {
  private static final Weather BREEZE =
      new Weather(Duration.ofMillis(1), Duration.ofMillis(20), 0.01, 0.05, 0.05);

  private final World world;
  private final Simulation simulation;
  private boolean over;

  Mischief(World world) {
    this.world = world;
    this.simulation = world.simulation();
  }

  void begin() {
    world.log().network().weather(BREEZE);
    next();
  }

  private void next() {
    if (over) {
      return;
    }
    simulation.after(
        simulation.between(Duration.ofMillis(20), Duration.ofMillis(500)),
        () -> {
          if (!over) {
            something();
            next();
          }
        });
  }

  private void something() {
    SimServer server = simulation.pick(world.servers());
    switch (simulation.random().nextInt(16)) {
      case 0 -> server.crash(true);
      case 1 -> server.crash(false);
      case 2, 3 -> server.disk().stopAfter(simulation.random().nextInt(6));
      case 4, 5 -> isolate(server);
      case 6 -> cutOneWay(server);
      case 7, 8, 9 -> world.log().network().heal();
      case 10 -> world.log().network().weather(Weather.STORM);
      case 11 -> world.log().network().weather(BREEZE);
      case 12 -> server.member().campaign();
      case 13 -> jump(server);
      case 14 -> fillDisk(server);
      default -> loseDisk(server);
    }
  }

  private void isolate(SimServer server) {
    simulation.note("the network is cut around " + server.name());
    world.log().network().partition(Set.of(server.name()));
  }

  private void cutOneWay(SimServer from) {
    String to = simulation.pick(world.names());
    if (!to.equals(from.name())) {
      simulation.note("nothing goes from " + from.name() + " to " + to);
      world.log().network().cut(from.name(), to);
    }
  }

  private void jump(SimServer server) {
    Duration by = simulation.between(Duration.ofSeconds(0), Duration.ofSeconds(4));
    server.clock().jump(simulation.chance(0.5) ? by : by.negated());
    simulation.note("the clock of " + server.name() + " jumps");
  }

  private void fillDisk(SimServer server) {
    simulation.note("the disk of " + server.name() + " is nearly full");
    server.disk().capacity(simulation.random().nextInt(1000));
    simulation.after(Duration.ofMillis(600), () -> server.disk().capacity(Long.MAX_VALUE));
  }

  /** Only while all others hold everything: what a majority lost cannot be had back. */
  private void loseDisk(SimServer server) {
    boolean safe = world.servers().stream().allMatch(SimServer::isUp) && world.log().isEverywhere();
    if (safe && simulation.chance(0.4)) {
      server.crash(true);
      server.loseDisk(world.log().committed().size());
    }
  }

  /** Nothing goes wrong any more, and what was broken is repaired; clocks stay as they are. */
  void stop() {
    over = true;
    simulation.note("faults stop");
    world.log().network().heal();
    world.log().network().weather(Weather.CALM);
    for (SimServer server : world.servers()) {
      server.disk().capacity(Long.MAX_VALUE);
      server.disk().stopAfter(Long.MAX_VALUE);
      server.startIfDown();
    }
  }
}
