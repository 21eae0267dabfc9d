package org.ostraka.ballot.server;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.VoterId;

/**
 * The files that were created and not closed: each holds its voter's inode and its name, so that
 * two callers at the same time cannot both create. In memory only.
 */
final class Reservations {
  private final PendingFiles pending;
  private final ServerLimits limits;

  // All guarded by this.
  private final Map<Long, Held> byNumber = new LinkedHashMap<>();
  private final Set<Object> taken = new HashSet<>();
  private long nextNumber = 1;

  /**
   * What a reservation holds.
   *
   * @param blockSize the election's, for what comes with a reservation is the caller's word
   */
  record Held(
      ElectionName election,
      InodeNumber inode,
      VoterId voter,
      BallotPath name,
      Instant created,
      int blockSize) {
    Object inodeKey() {
      return Map.entry(election, inode);
    }

    Object nameKey() {
      return Map.entry(election, name);
    }
  }

  Reservations(PendingFiles pending, ServerLimits limits) {
    this.pending = pending;
    this.limits = limits;
  }

  /**
   * Takes inode and name together, or says why not; those open for too long are abandoned first.
   */
  synchronized @Nullable Refusal refusalOrNull(Held wanted) {
    abandonOlderThan(wanted.created().minus(limits.openTime()));
    if (pending.uses(wanted.election(), wanted.inode()) || taken.contains(wanted.inodeKey())) {
      return Refusal.VOTER_ALREADY_USED;
    }
    boolean named = pending.file(wanted.election(), wanted.name()).isPresent();
    if (named || taken.contains(wanted.nameKey())) {
      return Refusal.NAME_TAKEN;
    }
    if (pending.count() + byNumber.size() >= limits.pendingFiles()) {
      return Refusal.TOO_MANY_PENDING;
    }
    taken.add(wanted.inodeKey());
    taken.add(wanted.nameKey());
    return null;
  }

  /** Frees what {@link #refusalOrNull} took: the file is pending now, or given up. */
  synchronized void free(Held held) {
    taken.remove(held.inodeKey());
    taken.remove(held.nameKey());
  }

  /** Numbers a taken file that stays open. */
  synchronized Optional<Long> open(Held held) {
    if (byNumber.size() >= limits.openFiles()) {
      return Optional.empty();
    }
    byNumber.put(nextNumber, held);
    return Optional.of(nextNumber++);
  }

  private void abandonOlderThan(Instant limit) {
    while (!byNumber.isEmpty()) {
      Map.Entry<Long, Held> oldest = byNumber.entrySet().iterator().next();
      if (oldest.getValue().created().isAfter(limit)) {
        return;
      }
      byNumber.remove(oldest.getKey());
      free(oldest.getValue());
    }
  }

  /** The open file of this reservation: its number alone could be another's after a restart. */
  synchronized Optional<Held> find(Reservation reservation) {
    return Optional.ofNullable(byNumber.get(reservation.number()))
        .filter(held -> held.name().equals(reservation.name()))
        .filter(held -> held.election().equals(reservation.election()));
  }

  /** Ends the open state; who gets it must {@link #free} it. */
  synchronized Optional<Held> take(Reservation reservation) {
    Optional<Held> held = find(reservation);
    held.ifPresent(it -> byNumber.remove(reservation.number()));
    return held;
  }
}
