package org.ostraka.ballot.server;

import static org.ostraka.ballot.server.Witness.require;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.Tally;
import org.ostraka.ballot.box.Change;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.box.InodeState;

/**
 * Judges a simulated organisation at its end, when faults have stopped and the election is closed,
 * by the log, the witness and a look into every server's tables.
 */
final class Verdict {
  /** Bytes of a journal file in which no ballot stands yet. */
  private static final int JOURNAL_HEADER = 8;

  private final World world;
  private final Witness witness;
  private final PlainModel model = new PlainModel();
  private final Set<ClaimId> appended = new HashSet<>();

  Verdict(World world) {
    this.world = world;
    this.witness = world.witness();
    long terms = world.log().committed().stream().map(LogSlot::term).distinct().count();
    if (terms > 1) {
      witness.saw(Sight.LEADER_CHANGED);
    }
    for (LogSlot slot : world.log().committed()) {
      Entry entry = SimServer.decoded(slot);
      model.apply(slot.stamp(), entry);
      if (entry instanceof Entry.Claims(List<Claim> claims)) {
        claims.forEach(this::claimed);
      }
    }
  }

  private void claimed(Claim claim) {
    if (!appended.add(claim.id())) {
      witness.saw(Sight.CLAIM_APPENDED_TWICE);
    }
  }

  /**
   * Throws an {@link AssertionError} that says what is wrong, if anything is.
   *
   * @param forced whether the election was closed although recorded ballots were not decided
   */
  void pass(boolean forced) throws IOException {
    require(model.waiting() == 0, "claims wait although the election is closed");
    List<Object> first = tables(world.servers().getFirst());
    for (SimServer server : world.servers()) {
      oldestWon(server);
      witness.requireFiles(server);
      require(tables(server).equals(first), server.name() + " holds other rows than s1");
      voterAndVoteAreApart(server);
      nothingWaits(server);
      everyRecordedBallotIsDecided(server, forced);
    }
    everyValidFileIsItsVotersWinner();
    whatVotersWereToldStillHolds();
  }

  /** Every row and every file with its block. */
  private static List<Object> tables(SimServer server) {
    List<Object> rows = new ArrayList<>();
    server.store().forEachRow(rows::add);
    server
        .store()
        .forEachFile(
            Electorate.ELECTION,
            file -> {
              rows.add(file.entry());
              rows.add(file.block());
            });
    return rows;
  }

  private void oldestWon(SimServer server) {
    server
        .store()
        .forEachRow(row -> {
          if (row instanceof Change.InodePut inode) {
            Optional<ClaimId> winner =
                inode.state() instanceof InodeState.Valid valid
                    ? Optional.of(valid.winner())
                    : Optional.empty();
            Optional<ClaimId> oldest = Optional.ofNullable(model.winners().get(inode.voter()));
            require(
                winner.equals(oldest),
                "%s: the winner of %s is %s, but the oldest claim was %s"
                    .formatted(server.name(), inode.voter(), winner, oldest));
          }
        });
  }

  /** The voter's row names no file, the file's row no voter; and attendance equals ballots. */
  private static void voterAndVoteAreApart(SimServer server) {
    server.store().forEachRow(row -> require(!namesVoterAndFile(row), "linked by " + row));
    List<StoredFile> files = new ArrayList<>();
    server.store().forEachFile(Electorate.ELECTION, files::add);
    files.forEach(file -> require(!namesVoter(file.entry().toString()), "voter named by " + file));
    Tally tally =
        server
            .requireRunning()
            .tables()
            .replica()
            .ask(box -> box.tally(Electorate.ELECTION))
            .orElseThrow();
    require(
        tally.valid() == files.size(),
        "%s: %d have voted, %d files".formatted(server.name(), tally.valid(), files.size()));
  }

  private static boolean namesVoterAndFile(Change row) {
    String text = row.toString();
    return row instanceof Change.WaitingPut || (namesVoter(text) && text.contains("file"));
  }

  private static boolean namesVoter(String text) {
    return text.contains("voter") && !text.contains("voters=");
  }

  private static void nothingWaits(SimServer server) throws IOException {
    PendingFiles pending = server.requireRunning().tables().pending();
    require(pending.count() == 0, server.name() + " still holds pending files");
    pending.sweep(true);
    for (String journal : server.disk().list(SimServer.PENDING)) {
      long size = server.disk().open(SimServer.PENDING.resolve(journal)).size();
      require(
          size <= JOURNAL_HEADER,
          "%s keeps voters with their blocks in %s".formatted(server.name(), journal));
    }
  }

  private void everyRecordedBallotIsDecided(SimServer server, boolean forced) {
    for (Witness.Recorded recorded : witness.recordedOn(server.name())) {
      Receipt receipt = recorded.receipt();
      boolean won = receipt.claim().equals(model.winners().get(recorded.voter()));
      boolean lost = server.holdsInvalid(receipt);
      require(
          won != lost,
          "%s: the recorded %s is %s"
              .formatted(server.name(), receipt.claim(), won ? "valid and invalid" : "neither"));
      boolean tooLate =
          witness.decisionOrNull(receipt.claim()) instanceof Standing.Invalid(Refusal reason)
              && reason != Refusal.VOTER_ALREADY_USED;
      require(
          forced || !tooLate,
          "%s: the recorded %s was refused as %s"
              .formatted(server.name(), receipt.claim(), witness.decisionOrNull(receipt.claim())));
    }
  }

  private void everyValidFileIsItsVotersWinner() {
    require(
        witness.validByVoter().keySet().equals(model.winners().keySet()),
        "the valid files are of %s, the winners are %s"
            .formatted(witness.validByVoter().keySet(), model.winners().keySet()));
    for (LogSlot slot : world.log().committed()) {
      if (SimServer.decoded(slot) instanceof Entry.Claims batch) {
        batch.claims().stream()
            .filter(claim -> claim.id().equals(model.winners().get(claim.voter())))
            .forEach(claim -> {
              Change.FilePut file = witness.validByVoter().get(claim.voter());
              require(
                  file != null && file.digest().equals(claim.digest()),
                  "the valid file of %s is not that of its winner".formatted(claim.voter()));
            });
      }
    }
  }

  private void whatVotersWereToldStillHolds() {
    witness
        .told()
        .forEach((claim, standing) -> {
          boolean wins = model.winners().containsValue(claim);
          require(
              standing instanceof Standing.Valid == wins,
              "%s was told %s, but wins: %s".formatted(claim, standing, wins));
          if (standing instanceof Standing.Valid(LogIndex index)) {
            require(
                standing.equals(witness.decisionOrNull(claim)),
                "%s was told valid at %s".formatted(claim, index));
          }
        });
  }
}
