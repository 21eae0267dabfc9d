package org.ostraka.ballot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.ostraka.ballot.web.Polis.ARCHON;
import static org.ostraka.ballot.web.Polis.ballot;
import static org.ostraka.ballot.web.Polis.block;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.FileStat;
import org.ostraka.ballot.FileState;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.HostPort;
import org.ostraka.base.identity.Role;

/** A voting process elsewhere does what one on the server does, and is refused alike. */
final class VotingTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private Polis polis;
  private RemoteBallotServer booth;

  @BeforeEach
  void found() throws Exception {
    polis = new Polis(folder);
    booth = polis.as(Role.VOTING);
  }

  @AfterEach
  void end() throws Exception {
    polis.close();
  }

  @Test
  void aBallotIsCreatedClosedAndBecomesValid() throws Exception {
    polis.open("alice");
    Reservation file = booth.create(ARCHON, new BallotPath("n1"), VoterId.of("alice"));
    assertThat(file.blockSize()).isEqualTo(4096);
    Receipt receipt = booth.close(file, block("Themistocles"));
    assertThat(receipt.digest()).isEqualTo(block("Themistocles").digest());
    assertThat(booth.await(ARCHON, receipt.claim(), LONG)).isInstanceOf(Standing.Valid.class);
  }

  @Test
  void aValidBallotIsReadAndListed() throws Exception {
    polis.open("alice");
    polis.cast("alice", "n 1+é", "Themistocles");
    BallotPath name = new BallotPath("n 1+é");
    StoredFile read = booth.read(ARCHON, name);
    assertThat(read.block()).isEqualTo(block("Themistocles"));
    assertThat(read.isIntact()).isTrue();
    FileStat expected = new FileStat.Ballot(read.entry(), FileState.VALID);
    assertThat(booth.stat(ARCHON, name)).isEqualTo(expected);
    assertThat(booth.list(ARCHON, BallotPath.ROOT, BallotPath.ROOT, 10)).containsExactly(expected);
    assertThat(booth.stat(ARCHON, BallotPath.ROOT))
        .isEqualTo(new FileStat.Directory(BallotPath.ROOT));
  }

  @Test
  void aBatchGivesAnOutcomeForEachBallot() throws Exception {
    polis.open("alice", "bob");
    List<CastResult> results =
        booth.castAll(
            ARCHON,
            List.of(
                ballot("alice", "n1", "Themistocles"),
                ballot("stranger", "n2", "Themistocles"),
                ballot("alice", "n3", "Aristides"),
                ballot("bob", "n1", "Aristides"),
                ballot("bob", "n4", "x".repeat(4097))));
    assertThat(results.getFirst()).isInstanceOf(CastResult.Recorded.class);
    assertThat(results.subList(1, 5))
        .containsExactly(
            new CastResult.Refused(Refusal.VOTER_UNREGISTERED),
            new CastResult.Refused(Refusal.VOTER_ALREADY_USED),
            new CastResult.Refused(Refusal.NAME_TAKEN),
            new CastResult.Refused(Refusal.BLOCK_TOO_LARGE));
  }

  @Test
  void moreThanOneRequestTakesIsSentInSeveral() throws Exception {
    int count = 2 * Batch.MOST + 7;
    String[] voters = IntStream.range(0, count).mapToObj(it -> "v" + it).toArray(String[]::new);
    polis.open(voters);
    List<Ballot> ballots = new ArrayList<>();
    for (String voter : voters) {
      ballots.add(ballot(voter, "of-" + voter.hashCode(), "x".repeat(600)));
    }
    List<CastResult> results = booth.castAll(ARCHON, ballots);
    List<ClaimId> claims =
        results.stream().map(it -> ((CastResult.Recorded) it).receipt().claim()).toList();
    assertThat(booth.awaitAll(ARCHON, claims, Duration.ofSeconds(60)))
        .hasSize(count)
        .allMatch(Standing.Valid.class::isInstance);
  }

  @Test
  void callsOfManyThreadsTravelTogetherAndEachGetsItsOwnOutcome() throws Exception {
    int count = 200;
    polis.open(IntStream.range(0, count).mapToObj(it -> "v" + it).toArray(String[]::new));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Receipt>> receipts = new ArrayList<>();
      for (int number = 0; number < count; number++) {
        receipts.add(threads.submit(voting("v" + number, "n" + number)));
      }
      for (int number = 0; number < count; number++) {
        Receipt receipt = receipts.get(number).get();
        assertThat(receipt.name()).isEqualTo(new BallotPath("n" + number));
        assertThat(receipt.digest()).isEqualTo(block("by v" + number).digest());
      }
    }
  }

  private Callable<Receipt> voting(String voter, String name) {
    return () ->
        booth.close(
            booth.create(ARCHON, new BallotPath(name), VoterId.of(voter)), block("by " + voter));
  }

  @Test
  void anAbandonedFileFreesNameAndVoter() throws Exception {
    polis.open("alice");
    booth.abandon(booth.create(ARCHON, new BallotPath("n1"), VoterId.of("alice")));
    assertThat(polis.cast("alice", "n1", "Themistocles")).isInstanceOf(Standing.Valid.class);
  }

  @Test
  void aFileIsClosedOnce() throws Exception {
    polis.open("alice");
    Reservation file = booth.create(ARCHON, new BallotPath("n1"), VoterId.of("alice"));
    booth.close(file, block("Themistocles"));
    assertRefused(Refusal.IMMUTABLE, () -> booth.close(file, block("Aristides")));
  }

  @Test
  void theServerAndNotTheCallerKnowsHowLargeABlockMayBe() throws Exception {
    polis.open("alice");
    Reservation file = booth.create(ARCHON, new BallotPath("n1"), VoterId.of("alice"));
    Reservation forged = new Reservation(ARCHON, file.name(), file.number(), 65_536);
    assertRefused(Refusal.BLOCK_TOO_LARGE, () -> booth.close(forged, block("x".repeat(4097))));
    assertThat(booth.close(file, block("Themistocles")).name()).isEqualTo(file.name());
  }

  @Test
  void refusalsKeepTheirKindAndCode() throws Exception {
    polis.register("alice");
    BallotPath name = new BallotPath("n1");
    VoterId alice = VoterId.of("alice");
    assertRefused(Refusal.NOT_OPEN, () -> booth.create(ARCHON, name, alice));
    polis.as(Role.OPERATOR).administration().open(ARCHON);
    ElectionName unknown = new ElectionName("unknown");
    assertRefused(Refusal.ELECTION_UNKNOWN, () -> booth.create(unknown, name, alice));
    assertRefused(
        Refusal.ELECTION_UNKNOWN, () -> booth.castAll(unknown, List.of(ballot("a", "b", ""))));
    assertRefused(
        Refusal.VOTER_UNREGISTERED, () -> booth.create(ARCHON, name, VoterId.of("stranger")));
    assertRefused(Refusal.NO_DIRECTORY, () -> booth.create(ARCHON, new BallotPath("no/n1"), alice));
    assertRefused(Refusal.FILE_UNKNOWN, () -> booth.read(ARCHON, name));
    assertRefused(Refusal.FILE_UNKNOWN, () -> booth.stat(ARCHON, name));
    assertRefused(Refusal.VOTER_UNREGISTERED, () -> booth.standing(ARCHON, VoterId.of("stranger")));
    polis.cast("alice", "n1", "Themistocles");
    assertRefused(Refusal.VOTER_ALREADY_USED, () -> booth.create(ARCHON, name, alice));
    polis.closeElection();
    assertRefused(Refusal.CLOSED, () -> booth.create(ARCHON, name, alice));
  }

  @Test
  void aVotersStandingLeadsToNoFile() throws Exception {
    polis.open("alice", "bob");
    Standing.Valid valid = (Standing.Valid) polis.cast("alice", "n1", "Themistocles");
    assertThat(booth.standing(ARCHON, VoterId.of("alice")).validAt()).contains(valid.index());
    assertThat(booth.standing(ARCHON, VoterId.of("bob")).state()).isEqualTo(FileState.PENDING);
    assertThat(booth.space(ARCHON).unused()).isEqualTo(1);
  }

  @Test
  void sealedBallotsAreReadOnlyWhenTheElectionIsClosed() throws Exception {
    polis.register(
        new ElectionOptions(100, Duration.ofMillis(10), Duration.ofSeconds(10), true), "alice");
    polis.as(Role.OPERATOR).administration().open(ARCHON);
    polis.cast("alice", "n1", "Themistocles");
    assertRefused(Refusal.SEALED, () -> booth.read(ARCHON, new BallotPath("n1")));
    assertThat(shown().size()).isZero();
    assertThat(shown().digest()).isNotEqualTo(block("Themistocles").digest());
    polis.closeElection();
    assertThat(booth.read(ARCHON, new BallotPath("n1")).block()).isEqualTo(block("Themistocles"));
    assertThat(shown().digest()).isEqualTo(block("Themistocles").digest());
  }

  private FileEntry shown() throws Exception {
    return ((FileStat.Ballot) booth.stat(ARCHON, new BallotPath("n1"))).entry();
  }

  @Test
  void aServerThatIsDownIsNamedWithItsAddress() throws Exception {
    HostPort nobody = new HostPort("127.0.0.1", 1);
    try (RemoteBallotServer down =
        new RemoteBallotServer(Polis.S1, nobody, polis.identity("booth", Role.VOTING))) {
      assertThatExceptionOfType(Fault.class)
          .isThrownBy(() -> down.space(ARCHON))
          .withMessageContaining("server s1 at 127.0.0.1:1")
          .satisfies(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.UNAVAILABLE));
    }
  }

  private static void assertRefused(Refusal rule, ThrowingCallable call) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(call)
        .satisfies(fault -> {
          assertThat(fault.code()).isEqualTo(rule.code());
          assertThat(fault.kind()).isEqualTo(rule.kind());
        });
  }
}
