package org.ostraka.ballot.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.ostraka.ballot.web.Polis.ARCHON;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.FileState;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.server.Count;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.FileDisk;
import org.ostraka.base.identity.Role;

/** A closed election is counted, and its record made public. */
final class ResultTest {
  private static final OptionalInt BY_CONTENT = OptionalInt.empty();

  @TempDir private Path folder;
  private Polis polis;
  private RemoteAdministration operator;

  @BeforeEach
  void found() throws Exception {
    polis = new Polis(folder);
    operator = polis.as(Role.OPERATOR).administration();
  }

  @AfterEach
  void end() throws Exception {
    polis.close();
  }

  /** Three vote for Themistocles first, one for Aristides; zeno stays at home. */
  private void vote() throws Exception {
    polis.open("alice", "bob", "carol", "dave", "zeno");
    polis.cast("dave", "n4", "Themistocles,Cimon");
    polis.cast("bob", "n2", "\"Aristides, the just\",Cimon");
    polis.cast("carol", "n3", "Themistocles");
    polis.cast("alice", "n1", "Themistocles,Cimon");
  }

  @Test
  void ballotsAreGroupedByTheirContent() throws Exception {
    vote();
    polis.closeElection();
    Count count = operator.count(ARCHON, BY_CONTENT);
    assertThat(count.ballots()).isEqualTo(4);
    assertThat(count.attendance()).isEqualTo(4);
    assertThat(count.groups())
        .containsExactly(
            new Count.Group("Themistocles,Cimon", 2),
            new Count.Group("\"Aristides, the just\",Cimon", 1),
            new Count.Group("Themistocles", 1));
  }

  @Test
  void ballotsAreGroupedByOneField() throws Exception {
    vote();
    polis.closeElection();
    assertThat(operator.count(ARCHON, OptionalInt.of(1)).groups())
        .containsExactly(
            new Count.Group("Themistocles", 3), new Count.Group("Aristides, the just", 1));
    assertThat(operator.count(ARCHON, OptionalInt.of(2)).groups())
        .containsExactly(new Count.Group("Cimon", 3), new Count.Group("", 1));
  }

  @Test
  void theDigestIsThatOfTheSortedNamesAndDigests() throws Exception {
    vote();
    polis.closeElection();
    StringBuilder lines = new StringBuilder();
    for (String name : List.of("n1", "n2", "n3", "n4")) {
      Digest digest = polis.as(Role.VOTING).read(ARCHON, new BallotPath(name)).entry().digest();
      lines.append(digest).append("  ").append(name).append('\n');
    }
    assertThat(operator.count(ARCHON, BY_CONTENT).digest())
        .isEqualTo(Digest.of(lines.toString().getBytes(UTF_8)));
  }

  @Test
  void contentThatIsNoTextIsShownByItsDigest() throws Exception {
    polis.open("alice");
    Block noText = Block.of(new byte[] {(byte) 0xff, 1, 2});
    polis
        .as(Role.VOTING)
        .castAll(ARCHON, List.of(new Ballot(VoterId.of("alice"), new BallotPath("n1"), noText)));
    polis.closeElection();
    assertThat(operator.count(ARCHON, BY_CONTENT).groups())
        .containsExactly(new Count.Group("sha256:" + noText.digest(), 1));
  }

  @Test
  void anElectionThatIsNotClosedHasNoResult() throws Exception {
    vote();
    assertRefused(Refusal.NOT_CLOSED.code(), () -> operator.count(ARCHON, BY_CONTENT));
    assertRefused(Refusal.NOT_CLOSED.code(), () -> operator.attendance(ARCHON));
    assertRefused(Refusal.NOT_CLOSED.code(), () -> export("record"));
  }

  @Test
  void whenAttendanceDiffersThereIsNoCountAndBothNumbersAreSaid() throws Exception {
    vote();
    polis.closeElection();
    polis.store().flush();
    polis.store().lose(ARCHON, new BallotPath("n3"));
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> operator.count(ARCHON, BY_CONTENT))
        .withMessageContaining("4 voters are marked as having voted and 3 valid ballots are here")
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("attendance-differs"))
        .satisfies(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.CORRUPT));
  }

  @Test
  void aDamagedBallotIsNotCounted() throws Exception {
    vote();
    polis.closeElection();
    polis.store().flush();
    polis.store().damage(ARCHON, new BallotPath("n2"));
    assertRefused(Refusal.DAMAGED.code(), () -> operator.count(ARCHON, BY_CONTENT));
    assertRefused(Refusal.DAMAGED.code(), () -> export("record"));
  }

  @Test
  void attendanceIsSortedByVoter() throws Exception {
    vote();
    polis.closeElection();
    assertThat(operator.attendance(ARCHON).stream().map(VoterId::toString))
        .containsExactly("alice", "bob", "carol", "dave");
  }

  private Path export(String name) throws Exception {
    Path directory = folder.resolve(name);
    operator.export(ARCHON, directory, new FileDisk());
    return directory;
  }

  @Test
  void theRecordIsCheckedByOrdinaryTools() throws Exception {
    vote();
    polis.closeElection();
    Path record = export("record");
    Process check =
        new ProcessBuilder("sha256sum", "--strict", "-c", "SHA256SUMS")
            .directory(record.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), UTF_8);
    assertThat(check.waitFor()).as(said).isZero();
    assertThat(said.lines())
        .containsExactly(
            "manifest.json: OK", "ballots.csv: OK", "ballots.index: OK", "attendance.csv: OK");
  }

  @Test
  void theRecordHoldsEveryBallotAndEveryVoterAndNoLink() throws Exception {
    vote();
    polis.closeElection();
    Path record = export("record");
    Count count = operator.count(ARCHON, BY_CONTENT);
    assertThat(record.resolve("ballots.index")).content(UTF_8).hasLineCount(4);
    assertThat(Digest.of(Files.readAllBytes(record.resolve("ballots.index"))))
        .isEqualTo(count.digest());
    assertThat(Files.readString(record.resolve("manifest.json")))
        .contains("\"format\":1", "\"ballots\":4", "\"attendance\":4", "\"blockSize\":4096")
        .contains(count.digest().toString());
    assertThat(Files.readString(record.resolve("attendance.csv")))
        .isEqualTo("voter_id\r\nalice\r\nbob\r\ncarol\r\ndave\r\n");
    String ballots = Files.readString(record.resolve("ballots.csv"));
    assertThat(ballots.lines().toList())
        .hasSize(5)
        .startsWith("name,digest,encoding,content")
        .contains(
            "n2,%s,utf-8,\"\"\"Aristides, the just\"\",Cimon\""
                .formatted(Polis.block("\"Aristides, the just\",Cimon").digest()));
    assertThat(ballots).doesNotContain("alice", "bob", "carol", "dave");
  }

  @Test
  void bytesThatAreNoPlainTextAreKeptExactly() throws Exception {
    polis.open("alice");
    polis.cast("alice", "n1", "one\r\ntwo");
    polis.closeElection();
    assertThat(Files.readString(export("record").resolve("ballots.csv")))
        .contains(",base64," + Base64.getEncoder().encodeToString("one\r\ntwo".getBytes(UTF_8)));
  }

  @Test
  void anExportIsRepeatedWithTheSameFiles() throws Exception {
    vote();
    polis.closeElection();
    Path first = export("record");
    byte[] sums = Files.readAllBytes(first.resolve("SHA256SUMS"));
    assertThat(export("record").resolve("SHA256SUMS")).hasBinaryContent(sums);
    assertThat(export("again").resolve("SHA256SUMS")).hasBinaryContent(sums);
  }

  @Test
  void filesAreListedByState() throws Exception {
    vote();
    assertThat(operator.files(ARCHON, FileState.VALID, BallotPath.ROOT, 3)).hasSize(3);
    assertThat(operator.files(ARCHON, FileState.VALID, new BallotPath("n3"), 3)).hasSize(1);
    assertThat(operator.files(ARCHON, FileState.INVALID, BallotPath.ROOT, 3)).isEmpty();
  }

  @Test
  void directoriesAreMadeByOperators() throws Exception {
    polis.open("alice");
    operator.makeDirectory(ARCHON, new BallotPath("north"));
    assertThat(polis.cast("alice", "north/n1", "Cimon")).isInstanceOf(Standing.Valid.class);
    assertRefused(
        Refusal.NAME_TAKEN.code(), () -> operator.makeDirectory(ARCHON, new BallotPath("north")));
  }

  @Test
  void aBrokenRollRegistersNothing() throws Exception {
    Path roll = polis.file("roll.csv", "voter_id\nalice\nbob\nalice\n");
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> operator.register(ARCHON, Polis.OPTIONS, roll))
        .withMessage("line 4: the same voter as in line 2");
    assertThat(polis.as(Role.OPERATOR).view().elections()).isEmpty();
    polis.register("alice");
    assertRefused(Refusal.ELECTION_EXISTS.code(), () -> polis.register("bob"));
  }

  @Test
  void anElectionKeepsItsOptions() throws Exception {
    polis.register("alice", "bob");
    var election = polis.as(Role.CLIENT).view().elections().getFirst();
    assertThat(election.options()).isEqualTo(Polis.OPTIONS);
    assertThat(election.voters()).isEqualTo(2);
  }

  private static void assertRefused(String code, ThrowingCallable call) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(call)
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(code));
  }
}
