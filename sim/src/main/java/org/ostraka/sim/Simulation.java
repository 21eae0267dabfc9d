package org.ostraka.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;

/**
 * A deterministic world on virtual time: scheduled actions run one after the other on the calling
 * thread, in the order of their times and, at the same time, in the order of their scheduling.
 *
 * <p><b>Invariant:</b> the same seed and the same program give the same run, action by action. So
 * what runs in it MUST NOT look at the wall clock, start threads, draw from another source of
 * randomness or depend on the order of an unordered collection.
 */
public final class Simulation {

  /** When every simulation starts. */
  public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private final long seed;
  private final RandomGenerator random;
  private final PriorityQueue<Timer> timers = new PriorityQueue<>(Timer.ORDER);
  private final Trace trace = new Trace();
  private Instant now = START;
  private long scheduled;

  public Simulation(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  public long seed() {
    return seed;
  }

  /** The true time, which no node can read: nodes have a {@link SimClock}. */
  public Instant now() {
    return now;
  }

  /** The one source of randomness. */
  public RandomGenerator random() {
    return random;
  }

  /** True with this probability, from 0 to 1. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A duration from {@code min} to {@code max}, both included. */
  public Duration between(Duration min, Duration max) {
    return Duration.ofNanos(random.nextLong(min.toNanos(), max.toNanos() + 1));
  }

  /** One of the choices, each as likely as any other. */
  public <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Runs the action once, {@code delay} from now; zero means after what waits for now already. */
  public Timer after(Duration delay, Runnable action) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay " + delay + ": virtual time never goes back");
    }
    return enqueue(new Timer(action, Duration.ZERO), delay);
  }

  /** Runs the action every {@code period}, the first time one period from now. */
  public Timer every(Duration period, Runnable action) {
    if (!period.isPositive()) {
      throw new IllegalArgumentException("period " + period + ": must be more than zero");
    }
    return enqueue(new Timer(action, period), period);
  }

  private Timer enqueue(Timer timer, Duration delay) {
    timer.waitUntil(now.plus(delay), scheduled++);
    timers.add(timer);
    return timer;
  }

  /** Runs the next action, however far away; false when none waits. */
  public boolean step() {
    @Nullable Timer next = timers.poll();
    if (next == null) {
      return false;
    }
    if (!next.cancelled()) {
      now = next.time();
      trace.ran(now, next.sequence());
      next.run();
    }
    if (!next.cancelled() && next.period().isPositive()) {
      enqueue(next, next.period());
    }
    return true;
  }

  /** Runs all actions up to {@code end}, included, and leaves the time there. */
  public void runUntil(Instant end) {
    for (Timer next = timers.peek();
        next != null && !next.time().isAfter(end);
        next = timers.peek()) {
      step();
    }
    now = end;
  }

  /** Runs all actions of the next stretch of time. */
  public void runFor(Duration stretch) {
    runUntil(now.plus(stretch));
  }

  /**
   * Runs until the condition holds, which is looked at after every action.
   *
   * @param what the condition in words, for the failure
   * @throws AssertionError if it does not hold within {@code atMost}
   */
  public void runUntil(String what, BooleanSupplier condition, Duration atMost) {
    Instant end = now.plus(atMost);
    while (!condition.getAsBoolean()) {
      @Nullable Timer next = timers.peek();
      if (next == null || next.time().isAfter(end)) {
        throw new AssertionError("%s: not within %s".formatted(what, atMost));
      }
      step();
    }
  }

  /** Writes a line into the trace: what a person needs to follow the run. */
  public void note(String line) {
    trace.note(now, line);
  }

  /** The last lines of the trace, oldest first. */
  public List<String> lastNotes() {
    return trace.lastNotes();
  }

  /** The digest of all that happened so far: equal for equal runs. */
  public Digest traceDigest() {
    return trace.digest();
  }
}
