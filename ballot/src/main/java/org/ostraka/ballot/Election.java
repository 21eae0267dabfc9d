package org.ostraka.ballot;

/**
 * An election as the log knows it.
 *
 * @param attempt the random number of the registration that made it
 * @param voters inodes registered so far
 */
public record Election(
    ElectionName name, ElectionOptions options, Phase phase, long attempt, int voters) {

  /** The same election in another phase. */
  public Election withPhase(Phase next) {
    return new Election(name, options, next, attempt, voters);
  }

  /** The same election with this many inodes. */
  public Election withVoters(int count) {
    return new Election(name, options, phase, attempt, count);
  }

  /** Whether ballots must not be read yet. */
  public boolean isSealed() {
    return options.sealed() && phase != Phase.CLOSED;
  }

  /** Whether a recorded ballot's claim may still become valid. */
  public boolean takesClaims() {
    return phase == Phase.OPEN || phase == Phase.CLOSING;
  }
}
