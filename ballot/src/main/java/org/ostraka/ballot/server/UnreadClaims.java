package org.ostraka.ballot.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;

/**
 * Claims that were just recorded, kept until they are read for the first time: nearly every claim
 * is read once, soon, to be sent. When there are too many, later ones are left to the disk, because
 * those that are here are sent before them. Not safe for use by several threads at once.
 */
final class UnreadClaims {
  private static final int MOST_BYTES = 8 << 20;

  /** About what a claim takes beside its block. */
  private static final int CLAIM_BYTES = 400;

  private final Map<ClaimId, Claim> claims = new HashMap<>();
  private long bytes;

  /** Keeps the claim if there is room. */
  void offer(Claim claim) {
    if (bytes + size(claim) <= MOST_BYTES) {
      claims.put(claim.id(), claim);
      bytes += size(claim);
    }
  }

  /** Gives the claim away if it was kept. */
  Optional<Claim> take(ClaimId id) {
    Optional<Claim> claim = Optional.ofNullable(claims.get(id));
    forget(id);
    return claim;
  }

  void forget(ClaimId id) {
    Claim claim = claims.remove(id);
    if (claim != null) {
      bytes -= size(claim);
    }
  }

  private static int size(Claim claim) {
    return CLAIM_BYTES + claim.block().size();
  }
}
