package org.ostraka.ballot.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.FileStat;
import org.ostraka.ballot.FileState;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.box.MemoryBoxStore;
import org.ostraka.base.Disk;
import org.ostraka.sim.SimDisk;

/**
 * Whoever waits for the decision on a ballot is told it, also when no log entry brings it, and
 * finds it so.
 */
class ToldDecisionTest {
  private static final ElectionName E = new ElectionName("e");
  private static final VoterId ALICE = VoterId.of("alice");
  private static final VoterId BOB = VoterId.of("bob");
  private static final Block BLOCK = Block.of("for Betsy".getBytes(StandardCharsets.UTF_8));
  private static final Instant TEN = Instant.parse("2030-01-01T10:00:00Z");
  private static final Instant LATER = TEN.plusSeconds(60);

  private final ServerId id = new ServerId("s2");
  private final SettlementRelay relay = new SettlementRelay(id);
  private BallotReplica replica;
  private Tables tables;
  private BallotServer server;
  private final Disk disk = new SimDisk(new Random(1));
  private final Path directory = Path.of("/pending");

  @BeforeEach
  void open() throws Exception {
    replica = new BallotReplica(new MemoryBoxStore(), relay);
    tables = new Tables(replica, PendingFiles.open(disk, directory), new MemoryInvalidFiles());
    start();
    List<Entry> log =
        List.of(
            new Entry.RegistrationStarted(E, 1, ElectionOptions.DEFAULT),
            new Entry.VotersRegistered(E, 1, 1, List.of(ALICE, BOB)),
            new Entry.RegistrationCompleted(E, 1, 2),
            new Entry.ElectionOpened(E));
    for (int at = 0; at < log.size(); at++) {
      replica.apply(new LogIndex(at), TEN, log.get(at));
    }
  }

  /** The memory of what was told begins anew; the tables are what they were. */
  private void start() {
    Environment around = new Environment(InstantSource.fixed(TEN), new Random(2), disk, directory);
    server = new BallotServer(id, tables, relay, ServerLimits.DEFAULT, around);
  }

  /** As when a voter casts on a second server that lags by a moment. */
  @Test
  void aBallotThatThisServersOwnTablesRefuseIsToldAsInvalid() throws Exception {
    Receipt late = cast("late");
    replica.apply(new LogIndex(4), TEN, new Entry.Claims(List.of(elsewhere())));
    replica.apply(new LogIndex(5), LATER, new Entry.Tick());
    assertThat(server.reconciler().nextBatch(LATER)).isEmpty();

    assertThat(server.await(E, late.claim(), Duration.ZERO))
        .isEqualTo(new Standing.Invalid(Refusal.VOTER_ALREADY_USED));
  }

  @Test
  void whoIsToldThatABallotIsInvalidFindsItSo() throws Exception {
    Receipt late = cast("late");
    Claim own = tables.pending().claim(late.claim()).orElseThrow();
    replica.apply(new LogIndex(4), TEN, new Entry.Claims(List.of(elsewhere())));
    replica.apply(new LogIndex(5), LATER, new Entry.Claims(List.of(own)));
    assertThat(server.await(E, late.claim(), Duration.ZERO)).isEqualTo(new Standing.Waiting());
    assertThat(state("late")).isEqualTo(FileState.PENDING);

    assertThat(server.reconciler().nextBatch(LATER)).isEmpty();
    assertThat(server.await(E, late.claim(), Duration.ZERO)).isInstanceOf(Standing.Invalid.class);
    assertThat(state("late")).isEqualTo(FileState.INVALID);
  }

  /** Whoever is woken by the decision looks at the file at once. */
  @Test
  void aDecisionTakesEffectBeforeItIsTold() throws Exception {
    Decisions decisions = new Decisions();
    ClaimId claim = new ClaimId(id, 1);
    List<Optional<Standing>> during = new ArrayList<>();
    Standing valid = new Standing.Valid(new LogIndex(9));

    decisions.tell(claim, valid, () -> during.add(decisions.of(claim)));

    assertThat(during).containsExactly(Optional.empty());
    assertThat(decisions.await(claim, () -> false, Duration.ZERO)).isEqualTo(valid);
  }

  private Standing told(ClaimId claim) throws Exception {
    return server.await(E, claim, Duration.ZERO);
  }

  /** A voter may ask a day later, and the server may have been started again since. */
  @Test
  void whatIsDecidedIsToldAfterARestartToo() throws Exception {
    ClaimId lost = cast("late").claim();
    ClaimId won = server.close(server.create(E, new BallotPath("b"), BOB), BLOCK).claim();
    List<Claim> claims = server.reconciler().nextBatch(TEN);
    replica.apply(new LogIndex(4), TEN, new Entry.Claims(List.of(elsewhere())));
    replica.apply(new LogIndex(5), LATER, new Entry.Claims(claims));
    replica.apply(new LogIndex(6), LATER.plusSeconds(60), new Entry.Tick());
    assertThat(server.reconciler().nextBatch(LATER)).isEmpty();
    for (int starts = 0; starts < 2; starts++) {
      assertThat(told(lost)).isEqualTo(new Standing.Invalid(Refusal.VOTER_ALREADY_USED));
      assertThat(told(won)).isInstanceOf(Standing.Valid.class);
      assertThat(told(new ClaimId(id, 12))).as("never given").isEqualTo(new Standing.Unknown());
      assertThat(told(new ClaimId(new ServerId("s9"), won.nonce())))
          .as("of a server that never was")
          .isEqualTo(new Standing.Unknown());
      start();
    }
  }

  @Test
  void whatIsNotDecidedWaitsAfterARestartToo() throws Exception {
    ClaimId claim = cast("first").claim();
    start();
    assertThat(told(claim)).isEqualTo(new Standing.Waiting());
  }

  private Receipt cast(String name) throws Exception {
    return server.close(server.create(E, new BallotPath(name), ALICE), BLOCK);
  }

  private FileState state(String name) throws Exception {
    return ((FileStat.Ballot) server.stat(E, new BallotPath(name))).state();
  }

  private static Claim elsewhere() {
    return new Claim(
        new ClaimId(new ServerId("s1"), 7),
        E,
        new InodeNumber(1),
        ALICE,
        TEN,
        new BallotPath("first"),
        BLOCK.digest(),
        BLOCK);
  }
}
