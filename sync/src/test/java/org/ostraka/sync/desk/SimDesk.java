package org.ostraka.sync.desk;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sim.SimClock;
import org.ostraka.sim.Simulation;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.Extent;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;

/** A desk in a simulation, which is killed, loses its power, and is cut off from the hub. */
final class SimDesk implements Workshop {
  private static final RepositoryName REPOSITORY = new RepositoryName("town");

  private final Simulation simulation;
  private final MemoryHub hub;
  private final SimClock clock;
  private final SimDeskDisk disk;
  private final SimIndex index;
  private final SessionSettings settings;
  private @Nullable Session session;
  private @Nullable SimWatch watch;
  private boolean watches;

  /** Work that was begun by an earlier process is not done. */
  private int process;

  private boolean roundDue;
  private boolean cutOff;
  private double loss = 0.2;

  /** On a disk that holds every name. */
  SimDesk(Simulation simulation, MemoryHub hub, String name) {
    this(simulation, hub, name, DiskNames.ALL);
  }

  SimDesk(Simulation simulation, MemoryHub hub, String name, DiskNames limits) {
    this.simulation = simulation;
    this.hub = hub;
    Duration skew = simulation.between(Duration.ofMinutes(-5), Duration.ofMinutes(5));
    this.clock = new SimClock(simulation, skew, 0);
    this.disk = new SimDeskDisk(simulation, clock, limits);
    this.index = new SimIndex(simulation);
    this.settings =
        new SessionSettings(
            Extent.whole(REPOSITORY),
            new IgnoreRules(IgnoreRules.USUAL),
            new SessionSettings.Owner(new DeskName(name), new UserName("ann")),
            new NodeIds(clock, simulation.random()),
            clock,
            Pace.FREE,
            Pace.FREE);
    simulation.every(Duration.ofSeconds(1), this::listen);
  }

  @Override
  public String toString() {
    return settings.copies().desk().text();
  }

  SimDeskDisk disk() {
    return disk;
  }

  void start() {
    try {
      DeskDisk named = MappedDisk.over(disk, disk.limits());
      session = new Session(settings, new Session.Parts(lossy(), named, index, this), this::wake);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    session.lostSight();
    if (watches) {
      watch = new SimWatch(simulation, disk, session);
    }
  }

  /** From its next start on it is a watch that tells what happens, not the test. */
  void watches() {
    watches = true;
  }

  /** The process ends, and with it the power, or not; it starts again soon. */
  void crash(boolean power) {
    process++;
    session = null;
    roundDue = false;
    if (watch != null) {
      watch.close();
    }
    if (power) {
      disk.crash();
      index.crash();
    }
  }

  boolean runs() {
    return session != null;
  }

  void cutOff(boolean now) {
    cutOff = now;
  }

  void jump(Duration by) {
    clock.jump(by);
  }

  /** No answer is lost any more. */
  void calm() {
    loss = 0;
    cutOff = false;
  }

  /** A person did something at this path. */
  void touched(String path) {
    if (session != null) {
      session.touched(List.of(path));
    }
  }

  void decide(Decision decision) {
    if (session != null) {
      session.decided(decision);
    }
  }

  boolean isSettled() {
    return session != null
        && (watch == null || watch.isQuiet())
        && session.status().state() == SessionStatus.State.SYNCED
        && session.position() == hub.position();
  }

  SessionStatus status() {
    return session == null ? SessionStatus.STARTING : session.status();
  }

  private void listen() {
    if (session != null && !cutOff && !simulation.chance(loss)) {
      session.announced(hub.position());
    }
  }

  /** The hub behind a network on which a call or its answer is lost. */
  private Hub lossy() {
    return (Hub)
        Proxy.newProxyInstance(
            Hub.class.getClassLoader(),
            new Class<?>[] {Hub.class},
            (_, method, arguments) -> {
              requireHeard();
              Object answer = method.invoke(hub, arguments);
              requireHeard();
              return answer;
            });
  }

  private void requireHeard() throws Fault {
    if (cutOff || simulation.chance(loss)) {
      throw Fault.of(FaultKind.UNAVAILABLE, "lost on the way");
    }
  }

  private void wake() {
    if (!roundDue) {
      roundDue = true;
      int own = process;
      simulation.after(simulation.between(Duration.ZERO, Duration.ofMillis(20)), () -> round(own));
    }
  }

  private void round(int own) {
    if (own == process && session != null) {
      roundDue = false;
      try {
        session.round();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public void run(Runnable work) {
    int own = process;
    simulation.after(
        simulation.between(Duration.ZERO, Duration.ofMillis(50)),
        () -> {
          if (own == process) {
            work.run();
          }
        });
  }

  @Override
  public <T> Job<T> ahead(Job<T> job) {
    return job;
  }

  @Override
  public void later(Duration delay, Runnable work) {
    int own = process;
    simulation.after(
        delay,
        () -> {
          if (own == process) {
            work.run();
          }
        });
  }
}
