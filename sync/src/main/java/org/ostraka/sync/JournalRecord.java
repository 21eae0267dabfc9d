package org.ostraka.sync;

import java.time.Instant;

/**
 * One change that the hub accepted, at its place in the repository's order.
 *
 * <p>In the whole journal positions are 1, 2, 3, …; a desk that may not read everything gets a view
 * in which numbers are left out, and in which one number repeats where a folder came into sight and
 * brings all it holds as creations.
 *
 * @param seq its position
 * @param user who made it
 * @param desk where it was made
 * @param time when the hub accepted it, by the hub's clock
 */
public record JournalRecord(long seq, Change change, UserName user, DeskName desk, Instant time) {

  /** Checks the position. */
  public JournalRecord {
    if (seq < 1) {
      throw new IllegalArgumentException("journal position " + seq + ": they begin at 1");
    }
  }
}
