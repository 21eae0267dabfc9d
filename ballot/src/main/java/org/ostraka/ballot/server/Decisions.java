package org.ostraka.ballot.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Standing;

/** The latest decisions on this server's own claims, and those who wait for one. */
final class Decisions {

  // Both guarded by this.
  private final LatestDecisions latest = new LatestDecisions();
  private final Map<ClaimId, Awaited> awaited = new HashMap<>();

  /** A decision, and how many wait for it; they get it from here, whatever is kept of it. */
  private static final class Awaited {
    final CompletableFuture<Standing> decision = new CompletableFuture<>();
    int waiters;
  }

  /**
   * Tells a decision once it has taken effect. For those who ask, both are one step: nobody is told
   * of a decision and finds the file undecided afterwards, or finds neither.
   *
   * @param effect takes the file out of the pending table
   */
  synchronized void tell(ClaimId claim, Standing decision, Runnable effect) {
    effect.run();
    latest.put(claim, decision);
    Awaited by = awaited.remove(claim);
    if (by != null) {
      by.decision.complete(decision);
    }
  }

  synchronized Optional<Standing> of(ClaimId claim) {
    return Optional.ofNullable(latest.getOrNull(claim));
  }

  /**
   * Waits for the decision on a claim that is pending.
   *
   * @param pending whether the pending table holds the claim
   * @return the decision; {@code Waiting} when the time is over before; {@code Unknown} for a claim
   *     that is not pending and of which nothing is kept
   */
  Standing await(ClaimId claim, BooleanSupplier pending, Duration atMost)
      throws InterruptedException {
    Awaited with;
    synchronized (this) {
      Standing decided = latest.getOrNull(claim);
      if (decided != null) {
        return decided;
      }
      if (!pending.getAsBoolean()) {
        return new Standing.Unknown();
      }
      with = awaited.computeIfAbsent(claim, id -> new Awaited());
      with.waiters++;
    }
    try {
      return with.decision.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return with.decision.getNow(new Standing.Waiting());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a decision is told and does not fail", e);
    } finally {
      leave(claim, with);
    }
  }

  private synchronized void leave(ClaimId claim, Awaited with) {
    with.waiters--;
    if (with.waiters == 0) {
      awaited.remove(claim, with);
    }
  }
}
