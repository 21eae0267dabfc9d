package org.ostraka.ballot.server;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.ClaimCodec;
import org.ostraka.ballot.box.Settlement;

/**
 * The periodic daemon of a ballot server, without its clock and thread: turns pending files into
 * valid or invalid ones.
 *
 * <p>Each run (1) looks every pending file up in the local tables, (2) gives the claims of the
 * undecided ones to be appended to the log. Steps (3) and (4), the decision and its effect, come
 * back through the replica: what the log decided is the same for all.
 */
public final class Reconciler {
  private final PendingFiles pending;
  private final InvalidFiles invalid;
  private final BallotReplica replica;
  private final ServerLimits limits;

  /** Where callers wait for decisions: told when a file has come into its final table. */
  private final Decisions told;

  /** From the applying thread, which must not wait for a run. */
  private final Queue<Settlement> decisions = new ConcurrentLinkedQueue<>();

  // All guarded by this.
  private final Queue<ClaimId> unsent = new ArrayDeque<>();
  private final Map<ClaimId, Instant> sent = new LinkedHashMap<>();
  private final Set<ClaimId> known = new HashSet<>();
  private boolean entryFull;

  /** Takes up whatever the pending table holds from an earlier run. */
  Reconciler(Tables tables, ServerLimits limits, Decisions told) {
    this.pending = tables.pending();
    this.invalid = tables.invalid();
    this.replica = tables.replica();
    this.limits = limits;
    this.told = told;
    recorded(pending.claims());
  }

  /** Takes newly recorded claims into the next run. */
  public synchronized void recorded(List<ClaimId> claims) {
    for (ClaimId claim : claims) {
      if (known.add(claim)) {
        unsent.add(claim);
      }
    }
  }

  /**
   * One batch of a run: settles what the tables decide already and returns claims to append, at
   * most one entry's worth; empty when nothing is left to send now.
   */
  public synchronized List<Claim> nextBatch(Instant now) throws IOException {
    takeDecisions();
    requeueOverdue(now);
    List<Claim> batch = new ArrayList<>();
    int bytes = 0;
    while (!unsent.isEmpty()
        && batch.size() < limits.claimsPerEntry()
        && bytes < limits.bytesPerEntry()) {
      ClaimId id = unsent.remove();
      Optional<Claim> undecided = undecided(id);
      if (undecided.isPresent()) {
        batch.add(undecided.get());
        bytes += ClaimCodec.size(undecided.get());
        sent.put(id, now);
      }
    }
    entryFull = !unsent.isEmpty();
    return batch;
  }

  /**
   * Whether the last batch filled an entry and left claims behind. Those that come while a smaller
   * one is on its way wait for the next run: an entry costs every server about as much as a hundred
   * claims in it do.
   */
  synchronized boolean hasMore() {
    return entryFull;
  }

  /** Lets what was decided meanwhile take effect before the next run. */
  synchronized void settle() throws IOException {
    takeDecisions();
  }

  /** The claim, unless the local tables decide it: then that decision takes effect. */
  private Optional<Claim> undecided(ClaimId id) throws IOException {
    Optional<Claim> claim = pending.claim(id);
    if (claim.isEmpty()) {
      known.remove(id);
      return claim;
    }
    return switch (replica.ask(box -> box.standing(claim.get()))) {
      case Standing.Unknown(), Standing.Waiting() -> claim;
      case Standing.Valid valid -> {
        tell(id, valid);
        yield Optional.empty();
      }
      case Standing.Invalid(Refusal reason) -> {
        refuse(claim.get(), reason);
        yield Optional.empty();
      }
    };
  }

  private void requeueOverdue(Instant now) {
    Duration limit = limits.resendAfter();
    List<ClaimId> overdue =
        sent.entrySet().stream()
            .takeWhile(entry -> Duration.between(entry.getValue(), now).compareTo(limit) >= 0)
            .map(Map.Entry::getKey)
            .toList();
    overdue.forEach(sent::remove);
    unsent.addAll(overdue);
  }

  /** The batch may not stand in the log: its claims go into the next run. */
  public synchronized void unsure(List<Claim> batch) {
    for (Claim claim : batch) {
      if (sent.remove(claim.id()) != null) {
        unsent.add(claim.id());
      }
    }
  }

  /**
   * The log decided a claim of this server. Called on the applying thread: a valid file leaves the
   * pending table at once, an invalid one when the next run has written it into its table.
   */
  public void decided(Settlement settlement) {
    if (settlement.standing() instanceof Standing.Valid valid) {
      ClaimId id = settlement.claim();
      told.tell(id, valid, () -> pending.resolve(id));
    }
    decisions.add(settlement);
  }

  private void takeDecisions() throws IOException {
    for (Settlement next = decisions.peek(); next != null; next = decisions.peek()) {
      ClaimId id = next.claim();
      if (next.standing() instanceof Standing.Invalid(Refusal reason)) {
        Optional<Claim> claim = pending.claim(id);
        if (claim.isPresent()) {
          invalid.put(claim.get(), reason);
        }
        tell(id, next.standing());
      } else {
        resolve(id);
      }
      decisions.remove();
    }
  }

  /** Into the invalid table first: a file is at any time in at least one table. */
  private void refuse(Claim claim, Refusal reason) throws IOException {
    invalid.put(claim, reason);
    tell(claim.id(), new Standing.Invalid(reason));
  }

  private void tell(ClaimId id, Standing decision) {
    told.tell(id, decision, () -> resolve(id));
  }

  private void resolve(ClaimId id) {
    pending.resolve(id);
    sent.remove(id);
    known.remove(id);
  }
}
