package org.ostraka.ballot;

import java.util.List;
import java.util.Optional;

/**
 * What a server can say of one registered voter; it leads to no file.
 *
 * @param state of the voter's inode: valid, or else pending when {@code recordedHere}
 * @param validAt the log entry that made the ballot valid
 * @param recordedHere whether a ballot of the voter waits for validation on this server
 * @param invalidHere reasons for which ballots of the voter became invalid on this server
 */
public record VoterStanding(
    FileState state, Optional<LogIndex> validAt, boolean recordedHere, List<Refusal> invalidHere) {

  /** Copies the list. */
  public VoterStanding {
    invalidHere = List.copyOf(invalidHere);
  }
}
