package org.ostraka.ballot.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Standing;

/** The latest decisions on this server's own claims, and those who wait for one. */
final class Decisions {

  // Both guarded by this.
  private final LatestDecisions latest = new LatestDecisions();
  private final Map<ClaimId, CountDownLatch> awaited = new HashMap<>();

  /**
   * Tells a decision once it has taken effect. For those who ask, both are one step: nobody is told
   * of a decision and finds the file undecided afterwards, or finds neither.
   *
   * @param effect takes the file out of the pending table
   */
  synchronized void tell(ClaimId claim, Standing decision, Runnable effect) {
    effect.run();
    latest.put(claim, decision);
    CountDownLatch latch = awaited.remove(claim);
    if (latch != null) {
      latch.countDown();
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
    CountDownLatch latch;
    synchronized (this) {
      Standing decided = latest.getOrNull(claim);
      if (decided != null) {
        return decided;
      }
      if (!pending.getAsBoolean()) {
        return new Standing.Unknown();
      }
      latch = awaited.computeIfAbsent(claim, id -> new CountDownLatch(1));
    }
    if (!latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      forget(claim, latch);
    }
    return of(claim).orElseGet(Standing.Waiting::new);
  }

  private synchronized void forget(ClaimId claim, CountDownLatch latch) {
    awaited.remove(claim, latch);
  }
}
