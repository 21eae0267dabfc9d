package org.ostraka.ballot.box;

import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.LogIndex;

/** What a voter's inode says; it leads to no block. */
public sealed interface InodeState {

  /** No valid ballot yet: the inode is pending. */
  record Pending() implements InodeState {}

  /**
   * The voter's ballot is valid.
   *
   * @param winner the claim that won
   * @param index the log entry at which it was decided
   */
  record Valid(ClaimId winner, LogIndex index) implements InodeState {}
}
