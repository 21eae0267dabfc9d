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

  /**
   * For servers that share a small machine with others at full load, where a second without a
   * heartbeat is nothing unusual: 2 s to 4 s, and 30 s.
   */
  public static final RaftTiming DEFAULT =
      new RaftTiming(Duration.ofSeconds(2), Duration.ofSeconds(30));
}
