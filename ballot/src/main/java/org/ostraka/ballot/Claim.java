package org.ostraka.ballot;

import java.time.Instant;
import org.ostraka.base.Digest;

/**
 * What a ballot server sends to the synchronisation servers for one pending file.
 *
 * @param created when the file was created, by its server's clock, in milliseconds
 * @param digest of the block, computed once where the file was closed
 */
public record Claim(
    ClaimId id,
    ElectionName election,
    InodeNumber inode,
    VoterId voter,
    Instant created,
    BallotPath name,
    Digest digest,
    Block block) {

  /** The ballot stays out of logs: only the id is said. */
  @Override
  public String toString() {
    return "claim " + id;
  }
}
