package org.ostraka.ballot.server;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.Standing;

/**
 * The latest decisions on one server's own claims, in memory that is taken once: each claim has one
 * place, by its random number, and is forgotten when a later one needs that place. Not safe for use
 * by several threads at once.
 */
final class LatestDecisions {
  private static final int PLACES = 1 << 16;
  private static final List<Refusal> REASONS = List.of(Refusal.values());
  private static final long EMPTY = Long.MIN_VALUE;

  private final long[] nonces = new long[PLACES];

  /** The log entry of a valid claim; {@code -1 - reason} of an invalid one. */
  private final long[] outcomes = new long[PLACES];

  private @Nullable ServerId server;

  LatestDecisions() {
    Arrays.fill(outcomes, EMPTY);
  }

  private static int place(ClaimId claim) {
    return (int) claim.nonce() & (PLACES - 1);
  }

  /** Keeps a decision; another standing is none. */
  void put(ClaimId claim, Standing decision) {
    server = claim.server();
    nonces[place(claim)] = claim.nonce();
    outcomes[place(claim)] =
        switch (decision) {
          case Standing.Valid(LogIndex index) -> index.value();
          case Standing.Invalid(Refusal reason) -> -1 - REASONS.indexOf(reason);
          case Standing.Unknown(), Standing.Waiting() -> EMPTY;
        };
  }

  /** The decision on a claim, if it is still kept. */
  @Nullable Standing getOrNull(ClaimId claim) {
    long outcome = outcomes[place(claim)];
    if (outcome == EMPTY
        || nonces[place(claim)] != claim.nonce()
        || !claim.server().equals(server)) {
      return null;
    }
    return outcome >= 0
        ? new Standing.Valid(new LogIndex(outcome))
        : new Standing.Invalid(REASONS.get((int) (-1 - outcome)));
  }
}
