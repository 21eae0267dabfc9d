package org.ostraka.ballot.server;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Fault;

/** The writing half of the file system: creates, closes and records ballots on this server. */
final class Voting {
  private final ServerId server;
  private final PendingFiles pending;
  private final Admission admission;
  private final Reservations reservations;
  private final Environment environment;

  Voting(ServerId server, Tables tables, ServerLimits limits, Environment environment) {
    this.server = server;
    this.pending = tables.pending();
    this.admission = new Admission(tables.replica(), tables.invalid());
    this.reservations = new Reservations(tables.pending(), limits);
    this.environment = environment;
  }

  Reservation create(ElectionName election, BallotPath name, VoterId voter)
      throws Fault, IOException {
    return switch (admission.judge(election, name, voter)) {
      case Admission.Verdict.Refused(Refusal reason) -> throw reason.fault(subject(reason, name));
      case Admission.Verdict.Admitted(InodeNumber inode, int blockSize) -> {
        Reservations.Held held = held(election, inode, voter, name);
        requireNull(reservations.refusalOrNull(held), name);
        yield new Reservation(election, name, open(held), blockSize);
      }
    };
  }

  private long open(Reservations.Held held) throws Fault {
    return reservations
        .open(held)
        .orElseThrow(() -> {
          reservations.free(held);
          return Refusal.TOO_MANY_PENDING.fault(held.name());
        });
  }

  private Reservations.Held held(
      ElectionName election, InodeNumber inode, VoterId voter, BallotPath name) {
    return new Reservations.Held(election, inode, voter, name, now());
  }

  /** To the millisecond, which is what a claim carries. */
  private Instant now() {
    return environment.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static void requireNull(@Nullable Refusal refusal, BallotPath name) throws Fault {
    if (refusal != null) {
      throw refusal.fault(subject(refusal, name));
    }
  }

  private static Object subject(Refusal refusal, BallotPath name) {
    return refusal == Refusal.ELECTION_UNKNOWN ? "election" : name;
  }

  Claim close(Reservation reservation, Block block) throws Fault, IOException {
    if (block.size() > reservation.blockSize()) {
      throw Refusal.BLOCK_TOO_LARGE.fault(reservation.name());
    }
    Reservations.Held held =
        reservations
            .take(reservation.number())
            .filter(it -> it.name().equals(reservation.name()))
            .orElseThrow(() -> Refusal.IMMUTABLE.fault(reservation.name()));
    try {
      Claim claim = claim(held, block);
      pending.record(List.of(claim));
      return claim;
    } finally {
      reservations.free(held);
    }
  }

  void abandon(Reservation reservation) {
    reservations.take(reservation.number()).ifPresent(reservations::free);
  }

  private Claim claim(Reservations.Held held, Block block) {
    ClaimId id = new ClaimId(server, environment.random().nextLong());
    return new Claim(
        id,
        held.election(),
        held.inode(),
        held.voter(),
        held.created(),
        held.name(),
        block.digest(),
        block);
  }

  /** What a batch brought: a result for each ballot, and the claims that were recorded. */
  record Batch(List<CastResult> results, List<Claim> recorded) {}

  Batch castAll(ElectionName election, List<Ballot> ballots) throws IOException {
    List<CastResult> results = new ArrayList<>(ballots.size());
    List<Claim> claims = new ArrayList<>(ballots.size());
    List<Reservations.Held> taken = new ArrayList<>(ballots.size());
    try {
      for (Ballot ballot : ballots) {
        results.add(admit(election, ballot, taken, claims));
      }
      if (!claims.isEmpty()) {
        pending.record(claims);
      }
    } finally {
      taken.forEach(reservations::free);
    }
    return new Batch(results, claims);
  }

  private CastResult admit(
      ElectionName election, Ballot ballot, List<Reservations.Held> taken, List<Claim> claims)
      throws IOException {
    return switch (admission.judge(election, ballot.name(), ballot.voter())) {
      case Admission.Verdict.Refused(Refusal reason) -> new CastResult.Refused(reason);
      case Admission.Verdict.Admitted(InodeNumber inode, int blockSize) -> {
        if (ballot.block().size() > blockSize) {
          yield new CastResult.Refused(Refusal.BLOCK_TOO_LARGE);
        }
        Reservations.Held held = held(election, inode, ballot.voter(), ballot.name());
        Refusal refusal = reservations.refusalOrNull(held);
        if (refusal != null) {
          yield new CastResult.Refused(refusal);
        }
        taken.add(held);
        Claim claim = claim(held, ballot.block());
        claims.add(claim);
        yield new CastResult.Recorded(receipt(claim));
      }
    };
  }

  static Receipt receipt(Claim claim) {
    return new Receipt(claim.id(), claim.name(), claim.digest());
  }
}
