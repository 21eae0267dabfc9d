package org.ostraka.ballot.server;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.ServerId;
import org.ostraka.sim.SimClock;
import org.ostraka.sim.Simulation;

/** One election of a simulated organisation, from its registration to the verdict. */
final class BallotSimulation implements World {
  private static final ServerLimits LIMITS =
      new ServerLimits(1000, 100, Duration.ofSeconds(5), 3, 4096, Duration.ofSeconds(2), 100);

  private final Simulation simulation;
  private final Sabotage sabotage;
  private final List<String> names;
  private final List<SimServer> servers = new ArrayList<>();
  private final SimLog log;
  private final Witness witness;
  private final Electorate electorate;
  private final SimOperator operator;

  BallotSimulation(Simulation simulation, Sabotage sabotage) {
    this.simulation = simulation;
    this.sabotage = sabotage;
    int size = simulation.chance(0.2) ? 5 : 3;
    this.names = List.of("s1", "s2", "s3", "s4", "s5").subList(0, size);
    this.log = new SimLog(simulation, names, sabotage);
    this.witness = new Witness(log);
    this.electorate = new Electorate(this, simulation.random().nextInt(4, 14));
    for (String name : names) {
      servers.add(new SimServer(this, new ServerId(name), clock()));
    }
    this.operator = new SimOperator(this);
  }

  /** Mostly near the true time, sometimes far from it. */
  private SimClock clock() {
    long farthest = simulation.chance(0.1) ? 60_000 : 300;
    Duration skew = Duration.ofMillis(simulation.random().nextLong(-farthest, farthest));
    return new SimClock(simulation, skew, simulation.random().nextInt(-200, 200));
  }

  private ElectionOptions options() {
    Duration window = Duration.ofMillis(simulation.pick(List.of(0L, 100L, 300L, 300L, 1000L)));
    Duration skew = Duration.ofMillis(simulation.pick(List.of(100L, 1000L, 10_000L)));
    return new ElectionOptions(1000, window, skew, false);
  }

  /** Runs the whole election; an {@link AssertionError} says what went wrong. */
  void run() throws IOException {
    Mischief mischief = new Mischief(this);
    Duration trouble = simulation.between(Duration.ofSeconds(3), Duration.ofSeconds(8));
    servers.forEach(SimServer::start);
    operator.register(options(), electorate.roll());
    electorate.vote(trouble.multipliedBy(2).dividedBy(3).plusSeconds(1));
    mischief.begin();
    boolean inTrouble = simulation.chance(0.4);
    if (inTrouble) {
      Duration moment = simulation.between(trouble.dividedBy(2), trouble);
      simulation.after(moment, () -> operator.close(simulation.chance(0.5)));
    }
    simulation.runFor(trouble);
    mischief.stop();
    if (!inTrouble) {
      simulation.runFor(Duration.ofSeconds(3));
      operator.close(false);
    }
    simulation.runUntil("the election ends", this::hasEnded, Duration.ofMinutes(2));
    new Verdict(this).pass(operator.hasForced());
  }

  private boolean hasEnded() {
    return operator.hasClosed() && servers.stream().allMatch(this::isDone);
  }

  private boolean isDone(SimServer server) {
    return server.isUp()
        && server.requireRunning().applied().value() == log.committed().size() - 1
        && server.requireRunning().tables().pending().count() == 0;
  }

  @Override
  public Simulation simulation() {
    return simulation;
  }

  @Override
  public SimLog log() {
    return log;
  }

  @Override
  public Witness witness() {
    return witness;
  }

  @Override
  public Sabotage sabotage() {
    return sabotage;
  }

  @Override
  public ServerLimits limits() {
    return LIMITS;
  }

  @Override
  public List<SimServer> servers() {
    return servers;
  }

  @Override
  public List<String> names() {
    return names;
  }
}
