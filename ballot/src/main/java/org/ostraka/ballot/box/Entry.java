package org.ostraka.ballot.box;

import java.util.List;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.VoterId;

/** What the replicated log holds: the closed set of commands to a ballot box. */
public sealed interface Entry {

  /** Begins a registration; an unfinished one of the same name is forgotten. */
  record RegistrationStarted(ElectionName election, long attempt, ElectionOptions options)
      implements Entry {}

  /**
   * The next part of the roll.
   *
   * @param first the inode number of the part's first voter
   */
  record VotersRegistered(ElectionName election, long attempt, int first, List<VoterId> voters)
      implements Entry {

    /** Copies the list. */
    public VotersRegistered {
      voters = List.copyOf(voters);
    }
  }

  /** Ends a registration that has exactly this many voters. */
  record RegistrationCompleted(ElectionName election, long attempt, int voters) implements Entry {}

  /** Forgets a registration that will not end. */
  record RegistrationAbandoned(ElectionName election, long attempt) implements Entry {}

  /** Voting begins. */
  record ElectionOpened(ElectionName election) implements Entry {}

  /** No new ballots; recorded ones are still claimed. */
  record ElectionClosing(ElectionName election) implements Entry {}

  /** What waits is settled at once; no claim is accepted afterwards. */
  record ElectionClosed(ElectionName election) implements Entry {}

  /** A directory for ballots. */
  record DirectoryMade(ElectionName election, BallotPath path) implements Entry {}

  /** A server's batch of claims, with their blocks. */
  record Claims(List<Claim> claims) implements Entry {

    /** Copies the list. */
    public Claims {
      claims = List.copyOf(claims);
    }
  }

  /** Lets the log's time pass, so that windows end when nothing else arrives. */
  record Tick() implements Entry {}
}
