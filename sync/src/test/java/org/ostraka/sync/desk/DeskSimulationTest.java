package org.ostraka.sync.desk;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.ostraka.sim.Seeds;
import org.ostraka.sim.Simulation;

/**
 * Three desks with one hub, on which people write, read and remove one file, while processes are
 * killed, power fails, messages are lost and clocks jump; judged by a model that knows nothing of
 * how it is done.
 */
final class DeskSimulationTest {
  private static final int SEEDS = 150;
  private static final int ACTS = 30;
  private static final String FILE = "file";

  @Test
  void whatPeopleSeeIsWhatTheModelAllows() {
    Seeds.of(DeskSimulationTest.class).run(SEEDS, simulation -> new Play(simulation).run());
  }

  /** One run. */
  private static final class Play {
    private final Simulation simulation;
    private final MemoryHub hub = new MemoryHub();
    private final List<SimDesk> desks = new ArrayList<>();
    private final OneFileModel model;
    private final Set<Integer> removers = new TreeSet<>();
    private final Set<SimDesk> forgetful = new HashSet<>();
    private int values;

    Play(Simulation simulation) {
      this.simulation = simulation;
      for (String name : List.of("ann", "bob", "cas")) {
        desks.add(new SimDesk(simulation, hub, name));
      }
      model = new OneFileModel(desks.size());
    }

    void run() {
      desks.forEach(SimDesk::start);
      for (int act = 0; act < ACTS; act++) {
        simulation.runFor(simulation.between(Duration.ZERO, Duration.ofMillis(1_500)));
        act(simulation.random().nextInt(desks.size()));
      }
      rest();
    }

    private void act(int at) {
      SimDesk desk = desks.get(at);
      switch (simulation.random().nextInt(10)) {
        case 0, 1, 2 -> write(at, desk);
        case 3, 4 -> read(at, desk);
        case 5 -> remove(at, desk);
        case 6 -> crash(at, desk);
        case 7 -> desk.cutOff(simulation.chance(0.5));
        case 8 -> desk.jump(simulation.between(Duration.ofSeconds(-30), Duration.ofSeconds(30)));
        default -> rest();
      }
    }

    private void write(int at, SimDesk desk) {
      // Whoever removed the file writes it again only after a rest: between the two it may be seen
      // to be gone elsewhere, which this model does not know.
      // A desk that lost power may have forgotten which text it had last: what is written over it
      // then becomes a conflict copy. Nothing is lost by that either.
      if (!removers.contains(at) && !forgetful.contains(desk)) {
        int value = ++values;
        simulation.note("desk %d writes %d".formatted(at, value));
        model.wrote(at, value);
        desk.disk().write(FILE, ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
        desk.touched(FILE);
      }
    }

    private void remove(int at, SimDesk desk) {
      // A desk that lost power may have forgotten that it had the newest text: its removal is then
      // taken for one of an older text, and the edit wins. Nothing is lost by that.
      if (!forgetful.contains(desk) && desk.disk().readOrNull(FILE) != null) {
        simulation.note("desk %d removes %d".formatted(at, value(desk, FILE)));
        model.wrote(at, 0);
        removers.add(at);
        desk.disk().delete(FILE);
        desk.touched(FILE);
      }
    }

    private void read(int at, SimDesk desk) {
      int value = value(desk, FILE);
      simulation.note("desk %d reads %d".formatted(at, value));
      if (!model.read(at, value)) {
        throw new AssertionError("desk %d may not show %d".formatted(at, value));
      }
    }

    private void crash(int at, SimDesk desk) {
      boolean power = simulation.chance(0.5);
      simulation.note(desk + (power ? " loses power" : " is killed"));
      if (power) {
        forgetful.add(desk);
        model.lostPower(at);
      } else {
        model.killed(at);
      }
      desk.crash(power);
      simulation.after(
          simulation.between(Duration.ZERO, Duration.ofSeconds(2)), () -> restart(desk));
    }

    private static void restart(SimDesk desk) {
      if (!desk.runs()) {
        desk.start();
      }
    }

    private static int value(SimDesk desk, String path) {
      byte[] bytes = desk.disk().readOrNull(path);
      return bytes == null ? 0 : ByteBuffer.wrap(bytes).getInt();
    }

    /** Everything works again, until nothing moves. */
    private void rest() {
      desks.forEach(desk -> desk.cutOff(false));
      awaitRest();
      // A little longer, for what may still turn up.
      simulation.runFor(Duration.ofSeconds(5));
      awaitRest();
      removers.clear();
      forgetful.clear();
      Set<Integer> copies = new TreeSet<>();
      SimDesk first = desks.getFirst();
      first.disk().paths().stream()
          .filter(path -> !path.equals(FILE))
          .forEach(path -> copies.add(value(first, path)));
      simulation.note(
          "rest with %d and copies %s, %s"
              .formatted(value(first, FILE), copies, first.disk().paths()));
      requireSame(first);
      if (!model.cameToRest(value(first, FILE), copies)) {
        throw new AssertionError(
            "no such rest: %d, copies %s".formatted(value(first, FILE), copies));
      }
    }

    private void awaitRest() {
      try {
        simulation.runUntil("rest", this::rests, Duration.ofMinutes(10));
      } catch (AssertionError e) {
        desks.forEach(desk ->
            simulation.note("%s %s %s".formatted(desk, desk.status(), desk.disk().paths())));
        throw e;
      }
    }

    private boolean rests() {
      return desks.stream().allMatch(SimDesk::isSettled);
    }

    private void requireSame(SimDesk first) {
      for (SimDesk desk : desks) {
        if (!desk.disk().paths().equals(first.disk().paths())
            || !first.disk().paths().stream().allMatch(it -> value(desk, it) == value(first, it))) {
          throw new AssertionError(first.disk().paths() + " is not " + desk.disk().paths());
        }
      }
    }
  }
}
