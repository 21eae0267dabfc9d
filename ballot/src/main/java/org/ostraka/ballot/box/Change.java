package org.ostraka.ballot.box;

import java.time.Instant;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Digest;

/**
 * One row that an entry of the log puts or removes. The state of a ballot box is what its changes
 * add up to: the same rows rebuild it after a restart.
 */
public sealed interface Change {

  /** The election's row. */
  record ElectionPut(Election election) implements Change {}

  /** Forgets an election whose registration did not end, with all its rows. */
  record ElectionDropped(ElectionName election) implements Change {}

  /** A directory of the namespace. */
  record DirectoryPut(ElectionName election, BallotPath path) implements Change {}

  /** The voter's side. */
  record InodePut(ElectionName election, InodeNumber inode, VoterId voter, InodeState state)
      implements Change {}

  /**
   * The file's side: it holds nothing of the voter.
   *
   * @param hour when it became valid, cut to the hour
   */
  record FilePut(ElectionName election, BallotPath name, Digest digest, Instant hour, Block block)
      implements Change {}

  /** A claim that waits for its settling. */
  record WaitingPut(WaitingClaim waiting) implements Change {}

  /** A claim that waits no more. */
  record WaitingRemoved(ElectionName election, InodeNumber inode, ClaimId claim)
      implements Change {}
}
