package org.ostraka.ballot.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.server.BallotLog.Appended;
import org.ostraka.base.Digest;

/** What a group of servers keeps when some of them end, lag or lose their disks. */
class RaftFaultTest {

  /** A snapshot every few entries, so that what lags needs whole tables. */
  private static final SnapshotInterval SHORT = new SnapshotInterval(200_000, 1_000);

  private static final int BATCH = 20;

  private final RandomGenerator random = new Random(7);
  @TempDir Path directory;

  @Test
  void nothingAcknowledgedIsLostWhenTheLeaderEndsUnderLoad() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, 3, SnapshotInterval.DEFAULT);
        ExecutorService voting = Executors.newVirtualThreadPerTaskExecutor()) {
      cluster.startFirst();
      TestElection.open(cluster.leader().log(), 60 * BATCH);
      TestServer first = cluster.follower();
      List<Future<Appended>> acknowledged = new ArrayList<>();
      for (int batch = 0; batch < 60; batch++) {
        Entry.Claims claims = TestElection.claims(1 + batch * BATCH, BATCH, 1100);
        acknowledged.add(voting.submit(() -> first.log().append(claims)));
        if (batch == 20) {
          acknowledged.getFirst().get();
          cluster.leader().crash(random);
        }
      }
      LogIndex last = LogIndex.NONE;
      for (Future<Appended> each : acknowledged) {
        last = later(last, each.get().index());
      }
      restartAll(cluster);
      requireAgreement(cluster, last, 60 * BATCH);
    }
  }

  @Test
  void restartOfAllLosesNothing() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, 3, SHORT)) {
      cluster.startFirst();
      TestElection.open(cluster.leader().log(), 40 * BATCH);
      LogIndex last = cast(cluster.leader(), 0, 40);
      for (TestServer server : cluster.servers()) {
        server.crash(random);
      }
      restartAll(cluster);
      requireAgreement(cluster, last, 40 * BATCH);
      LogIndex tick = cluster.server(1).log().append(new Entry.Tick()).index();
      assertThat(tick).isGreaterThan(last);
    }
  }

  @Test
  void serverThatLagsReceivesWholeTables() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, 3, SHORT)) {
      cluster.startFirst();
      TestElection.open(cluster.leader().log(), 60 * BATCH);
      cast(cluster.leader(), 0, 1);
      TestServer late = cluster.follower();
      late.stop();
      LogIndex last = cast(cluster.leader(), 1, 60);
      late.start();
      requireAgreement(cluster, last, 60 * BATCH);
      assertThat(late.installed()).isEqualTo(1);
      LogIndex more = cluster.server(1).log().append(new Entry.Tick()).index();
      cluster.awaitApplied(more);
    }
  }

  @Test
  void logForgetsTheBallotsOfAClosedElection() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, 3, SnapshotInterval.DEFAULT)) {
      cluster.startFirst();
      TestElection.open(cluster.leader().log(), 20 * BATCH);
      cluster.awaitApplied(cast(cluster.leader(), 0, 20));
      TestServer late = cluster.follower();
      late.stop();
      for (TestServer server : cluster.servers()) {
        assertThat(TestElection.isLogged(server)).isTrue();
      }
      cluster.leader().log().append(new Entry.ElectionClosing(TestElection.NAME));
      cluster.leader().log().append(new Entry.ElectionClosed(TestElection.NAME));
      late.start();
      for (TestServer server : cluster.servers()) {
        Await.until(
            server.id() + " has cut its log",
            () -> server.runs() && !TestElection.isLogged(server));
      }
      LogIndex last = cluster.follower().log().append(new Entry.Tick()).index();
      requireAgreement(cluster, last, 20 * BATCH);
      for (TestServer server : cluster.servers()) {
        server.crash(random);
      }
      restartAll(cluster);
      requireAgreement(cluster, last, 20 * BATCH);
    }
  }

  /** As when the leader changes at the wrong moment: nobody asks for the tables a second time. */
  @Test
  void fetchedTablesAreTakenOverThoughNobodyAsksAgain() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, 3, SHORT)) {
      cluster.startFirst();
      TestElection.open(cluster.leader().log(), 40 * BATCH);
      LogIndex last = cast(cluster.leader(), 0, 20);
      TestServer asked = cluster.follower();
      cluster.awaitApplied(last);
      Await.until(
          "the leader gives its tables out as of the last entry",
          () -> cluster.leader().log().status().applied().compareTo(last) >= 0);
      RaftServer server = Objects.requireNonNull(asked.log().node().serverOrNull());
      long term = asked.log().status().term();
      ReloadReminder.remind(server, TermIndex.valueOf(term, last.value() + 1));
      LogIndex more = cast(cluster.leader(), 20, 40);
      requireAgreement(cluster, more, 40 * BATCH);
    }
  }

  @Test
  void emptyDiskIsFilledAgainAndDoesNotCountMeanwhile() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, 3, SHORT)) {
      cluster.startFirst();
      TestElection.open(cluster.leader().log(), 60 * BATCH);
      LogIndex last = cast(cluster.leader(), 0, 40);
      TestServer wiped = cluster.follower();
      TestServer survivor = otherFollower(cluster, wiped);
      wiped.stop();
      wiped.loseDisk();
      survivor.stop();

      // Now the leader alone is no majority, and the empty server must not make one with it.
      wiped.start();
      assertThat(wiped.log().status().role()).isEqualTo(RaftStatus.Role.REFILLING);
      TestServer leader = cluster.server(leaderNumber(cluster, wiped, survivor));
      Await.until("the leader alone steps down", () -> !leader.log().leads());
      assertThat(wiped.log().status().role()).isEqualTo(RaftStatus.Role.REFILLING);
      assertThat(TestElection.isOpenOn(wiped)).isFalse();

      survivor.start();
      Await.until(
          "the wiped server follows again",
          () -> wiped.log().status().role() != RaftStatus.Role.REFILLING);
      requireAgreement(cluster, last, 40 * BATCH);
      LogIndex more = cast(cluster.leader(), 40, 60);
      requireAgreement(cluster, more, 60 * BATCH);

      // And it counts: with it, one of the others may end.
      survivor.stop();
      cluster.awaitApplied(wiped.log().append(new Entry.Tick()).index());
    }
  }

  @Test
  void refillGoesOnAfterItsServerEndedInTheMiddle() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, 3, SHORT)) {
      cluster.startFirst();
      TestElection.open(cluster.leader().log(), 40 * BATCH);
      LogIndex last = cast(cluster.leader(), 0, 40);
      TestServer wiped = cluster.follower();
      wiped.stop();
      wiped.loseDisk();
      endWhen(wiped, "it is counted out", LogDirectory::isRefilling);
      endWhen(wiped, "it has begun a new log", LogDirectory::isFormatted);
      endWhen(wiped, "it goes on", LogDirectory::isFormatted);
      wiped.start();
      Await.until(
          "the wiped server follows again",
          () -> wiped.log().status().role() == RaftStatus.Role.FOLLOWER);
      requireAgreement(cluster, last, 40 * BATCH);
    }
  }

  @Test
  void sixthServerListensAndHoldsEverything() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, 6, SHORT)) {
      cluster.startFirst();
      TestElection.open(cluster.leader().log(), 40 * BATCH);
      TestServer listener = cluster.server(6);
      listener.stop();
      cast(cluster.leader(), 0, 40);
      listener.start();
      LogIndex last = listener.log().append(new Entry.Tick()).index();
      requireAgreement(cluster, last, 40 * BATCH);
      assertThat(listener.log().status().role()).isEqualTo(RaftStatus.Role.LISTENER);

      listener.stop();
      listener.loseDisk();
      listener.start();
      requireAgreement(cluster, last, 40 * BATCH);
    }
  }

  private void endWhen(TestServer server, String what, Predicate<LogDirectory> stage)
      throws Exception {
    server.start();
    LogDirectory log = new LogDirectory(server.settings());
    Await.until(what, () -> stage.test(log));
    server.crash(random);
  }

  private static LogIndex cast(TestServer through, int firstBatch, int endBatch) throws Exception {
    LogIndex last = LogIndex.NONE;
    for (int batch = firstBatch; batch < endBatch; batch++) {
      last = through.log().append(TestElection.claims(1 + batch * BATCH, BATCH, 1100)).index();
    }
    return last;
  }

  private static void restartAll(TestCluster cluster) throws Exception {
    for (TestServer server : cluster.servers()) {
      if (!server.runs()) {
        server.start();
      }
    }
  }

  private static void requireAgreement(TestCluster cluster, LogIndex last, int valid)
      throws Exception {
    cluster.awaitApplied(last);
    Map<BallotPath, Digest> first = TestElection.valid(cluster.running().getFirst());
    assertThat(first).hasSize(valid);
    for (TestServer server : cluster.running()) {
      assertThat(TestElection.valid(server)).isEqualTo(first);
      assertThat(server.failures()).isEmpty();
    }
  }

  private static TestServer otherFollower(TestCluster cluster, TestServer not) throws Exception {
    TestServer leader = cluster.leader();
    return cluster.running().stream()
        .filter(server -> server != leader && server != not)
        .findFirst()
        .orElseThrow();
  }

  private static int leaderNumber(TestCluster cluster, TestServer one, TestServer two) {
    for (int number = 1; number <= 3; number++) {
      if (cluster.server(number) != one && cluster.server(number) != two) {
        return number;
      }
    }
    throw new IllegalStateException("three servers");
  }

  private static LogIndex later(LogIndex one, LogIndex two) {
    return one.compareTo(two) > 0 ? one : two;
  }
}
