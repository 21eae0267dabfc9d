package org.ostraka.sim;

import java.nio.file.Path;

/**
 * Many seeded runs of one test, and the words that let a person repeat the one that failed.
 *
 * <p>{@code -Dostraka.seeds=N} changes how many seeds run, {@code -Dostraka.seed=S} runs only that
 * one. The seeds are 1, 2, 3 and so on, so that a default run gives the same answer every time.
 */
public final class Seeds {

  /** How many seeds to run, instead of the test's own number. */
  public static final String COUNT = "ostraka.seeds";

  /** The one seed to run. */
  public static final String REPLAY = "ostraka.seed";

  private final Class<?> test;

  private Seeds(Class<?> test) {
    this.test = test;
  }

  /** One run of the test in a fresh simulation. */
  @FunctionalInterface
  public interface Run {
    void in(Simulation simulation) throws Exception;
  }

  /** The seeds of a test class, which runs in its module's directory as Surefire does. */
  public static Seeds of(Class<?> test) {
    return new Seeds(test);
  }

  /**
   * Runs the test once for each seed, up to the first failure.
   *
   * @param count how many seeds, unless a property says otherwise
   * @throws AssertionError for the first run that throws anything; its message has the seed, the
   *     command that replays it and the last notes of the run
   */
  public void run(int count, Run run) {
    Long only = Long.getLong(REPLAY);
    if (only != null) {
      once(only, run);
      return;
    }
    int seeds = Integer.getInteger(COUNT, count);
    for (long seed = 1; seed <= seeds; seed++) {
      once(seed, run);
    }
  }

  private void once(long seed, Run run) {
    Simulation simulation = new Simulation(seed);
    try {
      run.in(simulation);
    } catch (Exception | AssertionError e) {
      throw new AssertionError(report(simulation, e), e);
    }
  }

  private String report(Simulation simulation, Throwable failure) {
    String notes = String.join("\n  ", simulation.lastNotes());
    return """
    seed %d failed: %s
    replay it with
      %s
    the run's last notes:
      %s\
    """
        .formatted(simulation.seed(), failure, command(simulation.seed()), notes);
  }

  private String command(long seed) {
    return "./ostraka test -pl %s -am -Dtest=%s -D%s=%d -Dsurefire.failIfNoSpecifiedTests=false"
        .formatted(module(), test.getSimpleName(), REPLAY, seed);
  }

  private static Path module() {
    Path directory = Path.of("").toAbsolutePath();
    return directory.getNameCount() == 0
        ? directory
        : directory.getName(directory.getNameCount() - 1);
  }
}
