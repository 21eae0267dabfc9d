package org.ostraka.ballot;

/** Where an election stands; it only ever moves down this list, through the log. */
public enum Phase {
  /** The roll is arriving: nobody sees the election yet. */
  REGISTERING,
  /** The roll is complete; voting has not begun. */
  REGISTERED,
  /** Ballots are accepted. */
  OPEN,
  /** No new ballot is accepted; those recorded before are still being validated. */
  CLOSING,
  /** No claim is accepted any more; the valid ballots are the result. */
  CLOSED
}
