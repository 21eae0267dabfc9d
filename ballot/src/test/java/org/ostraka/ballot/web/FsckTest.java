package org.ostraka.ballot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostraka.ballot.web.Polis.ARCHON;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.box.Change;
import org.ostraka.ballot.server.FsckReport;
import org.ostraka.base.identity.Role;

/** Damage is found, told, and undone from another server. */
final class FsckTest {
  private static final BallotPath N1 = new BallotPath("n1");
  private static final BallotPath N2 = new BallotPath("n2");

  @TempDir private Path folder;
  private Polis polis;

  @BeforeEach
  void vote() throws Exception {
    polis = new Polis(folder);
    polis.open("alice", "bob");
    polis.cast("alice", "n1", "Themistocles");
    polis.cast("bob", "n2", "Aristides");
    polis.store().flush();
    giveOther(polis.store().file(ARCHON, N1).orElseThrow());
    giveOther(polis.store().file(ARCHON, N2).orElseThrow());
  }

  @AfterEach
  void end() throws Exception {
    polis.close();
  }

  private void giveOther(StoredFile file) {
    polis
        .otherStore()
        .commit(
            new LogIndex(1),
            Instant.EPOCH,
            List.of(
                new Change.ElectionPut(new Election(ARCHON, Polis.OPTIONS, Phase.OPEN, 0, 2)),
                new Change.FilePut(
                    ARCHON,
                    file.entry().name(),
                    file.entry().digest(),
                    file.entry().hour(),
                    file.block())));
  }

  private FsckReport fsck(boolean repair) throws Exception {
    return polis.as(Role.OPERATOR).administration().fsck(repair);
  }

  @Test
  void soundTablesAreSaidToBeSound() throws Exception {
    FsckReport report = fsck(true);
    assertThat(report.isSound()).isTrue();
    assertThat(report.files()).isEqualTo(2);
    assertThat(report.elections()).isEqualTo(1);
    assertThat(report.findings()).isEmpty();
  }

  @Test
  void aDryRunTellsTheDamageAndChangesNothing() throws Exception {
    polis.store().damage(ARCHON, N1);
    for (int round = 0; round < 2; round++) {
      FsckReport report = fsck(false);
      assertThat(report.damaged()).isEqualTo(1);
      assertThat(report.repaired()).isZero();
      assertThat(report.findings().getFirst().name()).isEqualTo(N1);
      assertThat(report.findings().getFirst().election()).contains(ARCHON);
    }
  }

  @Test
  void aDamagedBlockIsFetchedFromAnotherServer() throws Exception {
    polis.store().damage(ARCHON, N1);
    FsckReport report = fsck(true);
    assertThat(report.repaired()).isEqualTo(1);
    assertThat(report.isSound()).isTrue();
    assertThat(fsck(false).damaged()).isZero();
    assertThat(polis.as(Role.VOTING).read(ARCHON, N1).block())
        .isEqualTo(Polis.block("Themistocles"));
  }

  @Test
  void aCopyThatIsNotWhatTheDigestSaysIsNotTaken() throws Exception {
    polis.store().damage(ARCHON, N1);
    polis.otherStore().flush();
    polis.otherStore().damage(ARCHON, N1);
    FsckReport report = fsck(true);
    assertThat(report.isSound()).isFalse();
    assertThat(report.findings().getFirst().problem()).contains("no other server could give it");
  }

  @Test
  void aMissingBallotIsNamedByTheOtherServers() throws Exception {
    polis.store().lose(ARCHON, N2);
    FsckReport report = fsck(false);
    assertThat(report.damaged()).isEqualTo(1);
    assertThat(report.findings().getFirst().name()).isEqualTo(N2);
    assertThat(report.findings().getFirst().problem()).isEqualTo("missing");
  }

  @Test
  void aMissingBallotThatNobodyHasIsCounted() throws Exception {
    polis.store().lose(ARCHON, N2);
    polis.otherStore().flush();
    polis.otherStore().lose(ARCHON, N2);
    FsckReport report = fsck(true);
    assertThat(report.isSound()).isFalse();
    assertThat(report.findings().getFirst().problem()).contains("1 valid ballots are missing here");
  }

  @Test
  void aRepairedElectionIsCounted() throws Exception {
    polis.closeElection();
    polis.store().flush();
    polis.store().damage(ARCHON, N2);
    fsck(true);
    assertThat(
            polis.as(Role.OPERATOR).administration().count(ARCHON, OptionalInt.empty()).ballots())
        .isEqualTo(2);
    assertThat(polis.store().file(ARCHON, N2).orElseThrow().block())
        .isEqualTo(Polis.block("Aristides"));
  }
}
