package org.ostraka.ballot;

import java.time.Duration;

/**
 * What is fixed for an election when it is registered.
 *
 * @param blockSize largest ballot in bytes, 1 to 65,536
 * @param settlingWindow how long a voter's first claim waits for older ones, in the log's time
 * @param allowedSkew how far a creation date may lie from the leader's clock and still count
 * @param sealed whether ballots can be read only after the election is closed
 */
public record ElectionOptions(
    int blockSize, Duration settlingWindow, Duration allowedSkew, boolean sealed) {

  // Stands before DEFAULT, whose construction needs it.
  private static final Duration LONGEST = Duration.ofHours(1);

  /** 4 KiB blocks, a window of one default reconciler period, 10 s of skew, not sealed. */
  public static final ElectionOptions DEFAULT =
      new ElectionOptions(4096, Duration.ofMillis(200), Duration.ofSeconds(10), false);

  /** Checks the ranges; {@link IllegalArgumentException} names the option and the rule. */
  public ElectionOptions {
    if (blockSize < 1 || blockSize > Block.MAX_BYTES) {
      throw new IllegalArgumentException("block size " + blockSize + ": 1 to 65536 bytes");
    }
    requireWithin("settling window", settlingWindow);
    requireWithin("allowed skew", allowedSkew);
  }

  private static void requireWithin(String option, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(option + " " + value.toMillis() + " ms: 0 to 1 hour");
    }
  }
}
