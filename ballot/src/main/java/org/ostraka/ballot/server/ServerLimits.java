package org.ostraka.ballot.server;

import java.time.Duration;

/**
 * The bounds of one ballot server, checked before memory or disk is taken.
 *
 * @param pendingFiles most files that may wait for validation
 * @param openFiles most files created and not closed
 * @param openTime how long a created file may stay unclosed before it is abandoned
 * @param claimsPerEntry most claims of one log entry
 * @param bytesPerEntry most bytes of one log entry
 * @param resendAfter when a claim that the log does not show is appended again
 * @param reservedBytes disk space that stays free: below it nothing new is accepted
 */
public record ServerLimits(
    int pendingFiles,
    int openFiles,
    Duration openTime,
    int claimsPerEntry,
    int bytesPerEntry,
    Duration resendAfter,
    long reservedBytes) {

  /** What a server has unless its configuration says otherwise. */
  public static final ServerLimits DEFAULT =
      new ServerLimits(
          200_000, 10_000, Duration.ofMinutes(10), 2_000, 3 << 20, Duration.ofSeconds(5), 64 << 20);
}
