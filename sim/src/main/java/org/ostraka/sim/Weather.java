package org.ostraka.sim;

import java.time.Duration;

/**
 * How badly a simulated network treats its messages.
 *
 * @param minDelay shortest way from sender to receiver
 * @param maxDelay longest way; each message's is drawn between the two
 * @param loss probability that a message is lost, from 0 to 1
 * @param duplication probability that it arrives twice, each copy with a delay of its own
 * @param reordering probability that it does not wait for those sent before it on the same way
 */
public record Weather(
    Duration minDelay, Duration maxDelay, double loss, double duplication, double reordering) {

  /** Half a millisecond to one, nothing lost, all in order. */
  public static final Weather CALM =
      new Weather(Duration.ofNanos(500_000), Duration.ofMillis(1), 0, 0, 0);

  /** Up to a fifth of a second, a tenth lost, a tenth doubled, a third out of order. */
  public static final Weather STORM =
      new Weather(Duration.ofMillis(1), Duration.ofMillis(200), 0.1, 0.1, 0.3);

  /** Checks the ranges. */
  public Weather {
    if (minDelay.isNegative() || maxDelay.compareTo(minDelay) < 0) {
      throw new IllegalArgumentException(
          "delay from %s to %s: must be zero or more and rise".formatted(minDelay, maxDelay));
    }
    requireProbability("loss", loss);
    requireProbability("duplication", duplication);
    requireProbability("reordering", reordering);
  }

  private static void requireProbability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s %s: must be from 0 to 1".formatted(name, value));
    }
  }
}
