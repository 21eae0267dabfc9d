package org.ostraka.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The clock of one simulated node: it may be wrong (skew), run too fast or too slowly (drift) and
 * jump, as after a correction by hand.
 */
public final class SimClock implements InstantSource {
  private final Simulation simulation;

  /** The true moment since which {@link #driftPpm} has applied, and what this clock showed then. */
  private Instant trueBase;

  private Instant shownBase;
  private double driftPpm;

  /** A clock that is right. */
  public SimClock(Simulation simulation) {
    this(simulation, Duration.ZERO, 0);
  }

  /**
   * @param skew how far it is ahead of the true time now; negative when it is behind
   * @param driftPpm microseconds that it gains in each true second
   */
  public SimClock(Simulation simulation, Duration skew, double driftPpm) {
    this.simulation = simulation;
    this.trueBase = simulation.now();
    this.shownBase = trueBase.plus(skew);
    this.driftPpm = driftPpm;
  }

  @Override
  public Instant instant() {
    long elapsed = Duration.between(trueBase, simulation.now()).toNanos();
    return shownBase.plusNanos(elapsed + Math.round(elapsed * (driftPpm / 1e6)));
  }

  /** Sets the clock forward, or back when negative. */
  public void jump(Duration by) {
    rebase();
    shownBase = shownBase.plus(by);
  }

  /** Changes the speed from now on: microseconds gained in each true second. */
  public void drift(double ppm) {
    rebase();
    driftPpm = ppm;
  }

  private void rebase() {
    shownBase = instant();
    trueBase = simulation.now();
  }
}
