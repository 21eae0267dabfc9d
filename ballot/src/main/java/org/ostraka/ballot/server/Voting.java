package org.ostraka.ballot.server;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.CreateResult;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.NewFile;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.Written;
import org.ostraka.base.Fault;

/** The writing half of the file system: creates, closes and records ballots on this server. */
final class Voting {
  private final ServerId server;
  private final PendingFiles pending;
  private final Admission admission;
  private final Reservations reservations;
  private final WritesUnderWay writes = new WritesUnderWay();
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
    return switch (tryCreate(election, new NewFile(name, voter))) {
      case CreateResult.Refused(Refusal reason) -> throw reason.fault(subject(reason, name));
      case CreateResult.Created(Reservation reservation) -> reservation;
    };
  }

  CreateResult tryCreate(ElectionName election, NewFile file) throws IOException {
    return switch (admission.judge(election, file.name(), file.voter())) {
      case Admission.Verdict.Refused(Refusal reason) -> new CreateResult.Refused(reason);
      case Admission.Verdict.Admitted admitted -> reserve(held(election, admitted, file));
    };
  }

  private CreateResult reserve(Reservations.Held held) {
    Refusal refusal = reservations.refusalOrNull(held);
    if (refusal != null) {
      return new CreateResult.Refused(refusal);
    }
    Optional<Long> number = reservations.open(held);
    if (number.isEmpty()) {
      reservations.free(held);
      return new CreateResult.Refused(Refusal.TOO_MANY_PENDING);
    }
    return new CreateResult.Created(
        new Reservation(held.election(), held.name(), number.get(), held.blockSize()));
  }

  private Reservations.Held held(
      ElectionName election, Admission.Verdict.Admitted admitted, NewFile file) {
    return new Reservations.Held(
        election, admitted.inode(), file.voter(), file.name(), now(), admitted.blockSize());
  }

  /** To the millisecond, which is what a claim carries. */
  private Instant now() {
    return environment.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Object subject(Refusal refusal, BallotPath name) {
    return refusal == Refusal.ELECTION_UNKNOWN ? "election" : name;
  }

  Claim close(Reservation reservation, Block block) throws Fault, IOException {
    Batch batch = closeAll(List.of(new Written(reservation, block)));
    return switch (batch.results().getFirst()) {
      case CastResult.Refused(Refusal reason) -> throw reason.fault(reservation.name());
      case CastResult.Recorded _ -> batch.recorded().getFirst();
    };
  }

  Batch closeAll(List<Written> files) throws IOException {
    Batch batch = new Batch(new ArrayList<>(files.size()), new ArrayList<>(files.size()));
    List<Reservations.Held> taken = new ArrayList<>(files.size());
    try {
      files.forEach(file -> batch.results().add(close(file, taken, batch.recorded())));
      if (!batch.recorded().isEmpty()) {
        pending.record(batch.recorded());
      }
    } finally {
      taken.forEach(held -> writes.end(held.election()));
      taken.forEach(reservations::free);
    }
    return batch;
  }

  private CastResult close(Written file, List<Reservations.Held> taken, List<Claim> claims) {
    Optional<Reservations.Held> held = reservations.find(file.reservation());
    if (held.isPresent() && file.block().size() > held.get().blockSize()) {
      return new CastResult.Refused(Refusal.BLOCK_TOO_LARGE);
    }
    if (reservations.take(file.reservation()).isEmpty()) {
      return new CastResult.Refused(Refusal.IMMUTABLE);
    }
    writes.begin(held.orElseThrow().election());
    taken.add(held.orElseThrow());
    Refusal closedMeanwhile = admission.refusalOrNull(file.reservation().election());
    if (closedMeanwhile != null) {
      return new CastResult.Refused(closedMeanwhile);
    }
    Claim claim = claim(held.orElseThrow(), file.block());
    claims.add(claim);
    return new CastResult.Recorded(receipt(claim));
  }

  /** Files of the election that are on their way into the pending table. */
  int underWay(ElectionName election) {
    return writes.count(election);
  }

  void abandon(Reservation reservation) {
    reservations.take(reservation).ifPresent(reservations::free);
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
    writes.begin(election);
    try {
      for (Ballot ballot : ballots) {
        results.add(admit(election, ballot, taken, claims));
      }
      if (!claims.isEmpty()) {
        pending.record(claims);
      }
    } finally {
      writes.end(election);
      taken.forEach(reservations::free);
    }
    return new Batch(results, claims);
  }

  private CastResult admit(
      ElectionName election, Ballot ballot, List<Reservations.Held> taken, List<Claim> claims)
      throws IOException {
    return switch (admission.judge(election, ballot.name(), ballot.voter())) {
      case Admission.Verdict.Refused(Refusal reason) -> new CastResult.Refused(reason);
      case Admission.Verdict.Admitted admitted -> {
        if (ballot.block().size() > admitted.blockSize()) {
          yield new CastResult.Refused(Refusal.BLOCK_TOO_LARGE);
        }
        Reservations.Held held =
            held(election, admitted, new NewFile(ballot.name(), ballot.voter()));
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
