package org.ostraka.ballot.box;

import java.time.Instant;
import java.util.Comparator;
import org.ostraka.ballot.Claim;

/**
 * A claim in its settling window.
 *
 * @param dated the date that counts: its creation, or its arrival when that was too far off
 * @param settleAt when its voter's waiting claims are decided, in the log's time
 */
public record WaitingClaim(Claim claim, Instant dated, Instant settleAt) {

  /** The oldest wins; ties go to the smaller server, then inode, then claim. */
  static final Comparator<WaitingClaim> OLDEST_FIRST =
      Comparator.comparing(WaitingClaim::dated)
          .thenComparing(waiting -> waiting.claim().id().server())
          .thenComparing(waiting -> waiting.claim().inode())
          .thenComparing(waiting -> waiting.claim().id());
}
