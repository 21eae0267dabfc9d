package org.ostraka.ballot.raft;

import java.time.Duration;

/**
 * How long servers wait for one another.
 *
 * @param electionTimeout a follower that hears nothing for once to twice this long stands for
 *     election: far longer than a garbage collection and a round trip
 * @param appendTimeout an entry is tried for this long before {@link RaftBallotLog#append} gives up
 */
public record RaftTiming(Duration electionTimeout, Duration appendTimeout) {

  /** For servers that share their machine with others: 1 s to 2 s, and 15 s. */
  public static final RaftTiming DEFAULT =
      new RaftTiming(Duration.ofSeconds(1), Duration.ofSeconds(15));
}
