package org.ostraka.ballot.server;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.box.Applied;
import org.ostraka.ballot.box.Change;
import org.ostraka.ballot.box.Settlement;
import org.ostraka.base.Digest;

/**
 * Stands outside a simulated organisation and remembers everything: what was cast, what voters were
 * told, what every server did with every entry. It complains at once when two memories disagree;
 * {@link Verdict} judges the end.
 */
final class Witness {
  private final SimLog log;
  private final Map<Digest, Ballot> cast = new HashMap<>();
  private final Map<ClaimId, Recorded> recorded = new LinkedHashMap<>();
  private final Set<ClaimId> lostWithTheirDisk = new HashSet<>();
  private final Map<ClaimId, Standing> told = new HashMap<>();
  private final List<Applied> outcomes = new ArrayList<>();
  private final Map<ClaimId, Standing> decided = new HashMap<>();
  private final Map<VoterId, Change.FilePut> validByVoter = new HashMap<>();
  private final Map<BallotPath, ValidFile> validByName = new LinkedHashMap<>();
  private final Set<Sight> sights = EnumSet.noneOf(Sight.class);

  /** A ballot whose voter was told that it is recorded. */
  record Recorded(String server, Receipt receipt, VoterId voter) {}

  /** A file, and the entry that made it valid. */
  record ValidFile(LogIndex index, Change.FilePut put) {}

  Witness(SimLog log) {
    this.log = log;
  }

  void saw(Sight sight) {
    sights.add(sight);
  }

  Set<Sight> sights() {
    return sights;
  }

  // ---- What voters do and are told -------------------------------------------------------------

  /** A ballot is about to be cast; its block is like no other. */
  void casting(Ballot ballot) {
    cast.put(ballot.block().digest(), ballot);
  }

  /** The server said that the ballot is recorded. */
  void recorded(String server, Receipt receipt, VoterId voter) {
    if (recorded.values().stream().anyMatch(it -> it.voter().equals(voter))) {
      saw(Sight.ONE_VOTER_RECORDED_ON_TWO_SERVERS);
    }
    recorded.put(receipt.claim(), new Recorded(server, receipt, voter));
  }

  /** A server said where a claim stands. */
  void told(ClaimId claim, Standing standing) {
    if (standing instanceof Standing.Valid(LogIndex index)) {
      require(index.value() < log.committed().size(), claim + " was called valid before it was");
    }
    if (standing instanceof Standing.Valid || standing instanceof Standing.Invalid) {
      Standing before = told.putIfAbsent(claim, standing);
      boolean valid = standing instanceof Standing.Valid;
      saw(valid ? Sight.VOTER_TOLD_VALID : Sight.VOTER_TOLD_INVALID);
      require(
          before == null || before.getClass() == standing.getClass(),
          "the voter of %s was told %s, then %s".formatted(claim, before, standing));
    }
  }

  // ---- What servers do -------------------------------------------------------------------------

  /** A server lost its disk, and with it what only it had recorded. */
  void lostDisk(String server) {
    saw(Sight.DISK_LOST);
    recorded.forEach((claim, record) -> {
      if (record.server().equals(server)) {
        lostWithTheirDisk.add(claim);
      }
    });
  }

  /** A server starts, or took another's tables: it must know all that it must not forget. */
  void started(SimServer server) {
    PendingFiles pending = server.requireRunning().tables().pending();
    for (Recorded it : recordedOn(server.name())) {
      ClaimId claim = it.receipt().claim();
      boolean valid = decided.get(claim) instanceof Standing.Valid;
      require(
          pending.holds(claim) || valid || server.holdsInvalid(it.receipt()),
          "%s forgot the recorded %s".formatted(server.name(), claim));
    }
    requireFiles(server);
  }

  /** Ballots recorded on a server that still has the disk. */
  List<Recorded> recordedOn(String server) {
    return recorded.values().stream()
        .filter(it -> it.server().equals(server))
        .filter(it -> !lostWithTheirDisk.contains(it.receipt().claim()))
        .toList();
  }

  /** Every file that became valid up to the server's place in the log is there, and no other. */
  void requireFiles(SimServer server) {
    LogIndex applied = server.store().applied();
    Set<BallotPath> expected = new HashSet<>();
    for (ValidFile file : validByName.values()) {
      if (file.index().compareTo(applied) <= 0) {
        expected.add(file.put().name());
        requireFile(server, file.put());
      }
    }
    server
        .store()
        .forEachFile(
            Electorate.ELECTION,
            file ->
                require(
                    expected.contains(file.entry().name()),
                    "%s holds %s, which nobody made valid"
                        .formatted(server.name(), file.entry().name())));
  }

  private static void requireFile(SimServer server, Change.FilePut put) {
    Optional<StoredFile> held = server.store().file(put.election(), put.name());
    require(held.isPresent(), "%s lost the valid file %s".formatted(server.name(), put.name()));
    boolean same = held.map(it -> it.isIntact() && it.block().equals(put.block())).orElse(false);
    require(same, "%s altered the valid file %s".formatted(server.name(), put.name()));
  }

  /** A server applied an entry: with the same outcome as every other, and itself before. */
  void applied(String server, LogIndex index, Applied applied) {
    int at = (int) index.value();
    require(at <= outcomes.size(), server + " applied entry " + index + " out of order");
    if (at == outcomes.size()) {
      outcomes.add(applied);
      applied.changes().forEach(change -> absorb(index, change));
      long removed =
          applied.changes().stream().filter(Change.WaitingRemoved.class::isInstance).count();
      long valid = applied.changes().stream().filter(Change.FilePut.class::isInstance).count();
      if (removed > valid) {
        saw(Sight.RIVALS_DECIDED);
      }
      applied.settlements().forEach(this::absorb);
    } else {
      require(
          outcomes.get(at).equals(applied),
          "%s applied entry %s otherwise than the first server".formatted(server, index));
    }
  }

  private void absorb(LogIndex index, Change change) {
    if (change instanceof Change.FilePut put) {
      Ballot ballot = cast.get(put.digest());
      if (ballot == null || !ballot.block().equals(put.block())) {
        throw new AssertionError("the valid file " + put.name() + " was cast by nobody");
      }
      if (put.name().value().contains("~")) {
        saw(Sight.NAME_CLASHED);
      }
      Change.FilePut other = validByVoter.put(ballot.voter(), put);
      require(other == null, "%s has two valid files".formatted(ballot.voter()));
      require(
          validByName.put(put.name(), new ValidFile(index, put)) == null,
          "the valid file %s was written twice".formatted(put.name()));
    }
  }

  private void absorb(Settlement settled) {
    Standing before = decided.put(settled.claim(), settled.standing());
    if (settled.standing() instanceof Standing.Invalid(Refusal reason)
        && reason == Refusal.CLOSED) {
      saw(Sight.CLAIM_TOO_LATE);
    }
    require(
        before == null || before.getClass() == settled.standing().getClass(),
        "%s was decided twice: %s, then %s".formatted(settled.claim(), before, settled.standing()));
  }

  static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new AssertionError(complaint);
    }
  }

  // ---- For the verdict -------------------------------------------------------------------------

  Map<VoterId, Change.FilePut> validByVoter() {
    return validByVoter;
  }

  Map<ClaimId, Standing> told() {
    return told;
  }

  @Nullable Standing decisionOrNull(ClaimId claim) {
    return decided.get(claim);
  }

  Ballot ballotOf(Digest block) {
    Ballot ballot = cast.get(block);
    if (ballot == null) {
      throw new AssertionError("nobody cast the block " + block);
    }
    return ballot;
  }
}
