package org.ostraka.ballot.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Standing;

/** The latest decisions on this server's own claims, and those who wait for one. */
final class Decisions {
  private static final int KEPT = 50_000;

  // Both guarded by this.
  private final Map<ClaimId, Standing> latest = new LinkedHashMap<>();
  private final Map<ClaimId, CountDownLatch> awaited = new HashMap<>();

  synchronized void add(ClaimId claim, Standing decision) {
    latest.put(claim, decision);
    if (latest.size() > KEPT) {
      latest.remove(latest.keySet().iterator().next());
    }
    CountDownLatch latch = awaited.remove(claim);
    if (latch != null) {
      latch.countDown();
    }
  }

  synchronized Optional<Standing> of(ClaimId claim) {
    return Optional.ofNullable(latest.get(claim));
  }

  /** Waits for the decision; empty when the time is over before. */
  Optional<Standing> await(ClaimId claim, Duration atMost) throws InterruptedException {
    CountDownLatch latch;
    synchronized (this) {
      Standing decided = latest.get(claim);
      if (decided != null) {
        return Optional.of(decided);
      }
      latch = awaited.computeIfAbsent(claim, id -> new CountDownLatch(1));
    }
    if (!latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      forget(claim, latch);
    }
    return of(claim);
  }

  private synchronized void forget(ClaimId claim, CountDownLatch latch) {
    awaited.remove(claim, latch);
  }
}
