package org.ostraka.sync.desk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.ostraka.sim.Seeds;
import org.ostraka.sim.Simulation;

/**
 * Desks with one hub, on which persons write, move and remove files and folders at any moment, also
 * between two looks of the desk, while what happens is told late and at the place where a folder
 * was, processes are killed, power fails, and the hub is out of reach. Some disks cannot hold every
 * name.
 *
 * <p>Once all is quiet every desk that calls itself synced has exactly the hub's tree, and whatever
 * was written and not taken away by a person is in it.
 */
final class FolderSimulationTest {
  private static final int SEEDS = 600;

  /** As a stick formatted for Windows. */
  private static final DiskNames WINDOWS = new DiskNames(true, "\"*:<>?|\\", true, true);

  private static final int ACTS = Integer.getInteger("ostraka.acts", 25);

  @Test
  void noDeskDiffersFromItsRepositoryWithoutSayingSo() {
    Seeds.of(FolderSimulationTest.class).run(SEEDS, simulation -> new Play(simulation).run());
  }

  /** One run. */
  private static final class Play {
    private final Simulation simulation;
    private final MemoryHub hub = new MemoryHub();
    private final List<SimDesk> desks = new ArrayList<>();
    private final List<SimPerson> people = new ArrayList<>();
    private final Writings writings = new Writings();

    /**
     * Whether a desk lost power since the last rest, and with it what it knew last. Then what is
     * written over the newest may pass for an edit of an older text that was the same, and the
     * newest is in the history alone.
     */
    private boolean forgetful;

    Play(Simulation simulation) {
      this.simulation = simulation;
      int count = 2 + simulation.random().nextInt(2);
      for (String name : List.of("ann", "bob", "cas").subList(0, count)) {
        DiskNames limits = simulation.chance(0.25) ? WINDOWS : DiskNames.ALL;
        SimDesk desk = new SimDesk(simulation, hub, name, limits);
        SimPerson person = new SimPerson(simulation, desk, writings);
        desk.watches();
        desk.disk().meanwhile(person::maybe);
        desks.add(desk);
        people.add(person);
      }
    }

    void run() {
      desks.forEach(SimDesk::start);
      for (int act = 0; act < ACTS; act++) {
        simulation.runFor(
            simulation.between(
                Duration.ZERO, Duration.ofMillis(simulation.chance(0.5) ? 30 : 700)));
        int at = simulation.random().nextInt(desks.size());
        if (simulation.chance(0.75)) {
          people.get(at).act();
        } else {
          happen(desks.get(at));
        }
      }
      rest();
    }

    private void happen(SimDesk desk) {
      switch (simulation.random().nextInt(6)) {
        case 0, 1 -> crash(desk);
        case 2 -> desk.cutOff(simulation.chance(0.6));
        case 3 -> desk.jump(simulation.between(Duration.ofSeconds(-30), Duration.ofSeconds(30)));
        case 4 -> decide(desk, simulation.chance(0.5) ? Decision.PAUSE : Decision.RESUME);
        default -> rest();
      }
    }

    private void decide(SimDesk desk, Decision decision) {
      simulation.note("%s: %s".formatted(desk, decision));
      desk.decide(decision);
    }

    private void crash(SimDesk desk) {
      boolean power = simulation.chance(0.5);
      simulation.note(desk + (power ? " loses power" : " is killed"));
      forgetful |= power;
      desk.crash(power);
      simulation.after(
          simulation.between(Duration.ZERO, Duration.ofSeconds(2)),
          () -> {
            if (!desk.runs()) {
              simulation.note(desk + " starts");
              desk.start();
            }
          });
    }

    /** Everything works again and nobody does anything, until nothing moves. */
    private void rest() {
      people.forEach(SimPerson::rests);
      desks.forEach(desk -> desk.cutOff(false));
      desks.forEach(desk -> decide(desk, Decision.RESUME));
      simulation.runFor(Duration.ofSeconds(5));
      awaitRest();
      // A little longer, for what may still turn up.
      simulation.runFor(Duration.ofSeconds(5));
      awaitRest();
      simulation.note("rest with " + hub.listing());
      desks.forEach(this::requireSame);
      requireKept();
      people.forEach(SimPerson::goesOn);
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
      for (SimDesk desk : desks) {
        if (desk.status().state() == SessionStatus.State.HALTED) {
          decide(desk, simulation.chance(0.7) ? Decision.ACCEPT : Decision.RESTORE);
          return false;
        }
      }
      return desks.stream().allMatch(SimDesk::isSettled);
    }

    private void requireSame(SimDesk desk) {
      Map<String, String> here = new TreeMap<>();
      DiskNames names = desk.disk().limits();
      desk.disk()
          .all()
          .forEach((path, inode) -> here.put(names.readPath(path), Writings.describe(inode)));
      if (!here.equals(hub.listing())) {
        throw new AssertionError(
            "%s says that it is synced, and has%n%s%nwhere the hub has%n%s"
                .formatted(desk, here, hub.listing()));
      }
    }

    private void requireKept() {
      Set<Integer> there = new TreeSet<>();
      desks.getFirst().disk().all().values().forEach(it -> there.add(Writings.value(it)));
      Set<Integer> lost = without(writings.kept(), there);
      if (forgetful) {
        lost.removeIf(hub::everHad);
        writings.taken(without(writings.kept(), there));
      }
      forgetful = false;
      if (!lost.isEmpty()) {
        throw new AssertionError(lost + " were taken away by no person");
      }
    }

    private static Set<Integer> without(Set<Integer> all, Set<Integer> some) {
      Set<Integer> left = new TreeSet<>(all);
      left.removeAll(some);
      return left;
    }
  }
}
