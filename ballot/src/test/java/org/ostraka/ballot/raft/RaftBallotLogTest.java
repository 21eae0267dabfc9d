package org.ostraka.ballot.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.helidon.common.SerializationConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.server.BallotLog;
import org.ostraka.base.Fault;

class RaftBallotLogTest {
  @TempDir Path directory;

  @Test
  void everyServerAppliesWhatAnyServerAppends() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, 3, SnapshotInterval.DEFAULT)) {
      cluster.startFirst();
      TestElection.open(cluster.server(1).log(), 30);
      LogIndex last = LogIndex.NONE;
      for (int i = 0; i < 3; i++) {
        last =
            cluster
                .servers()
                .get(i)
                .log()
                .append(TestElection.claims(1 + 10 * i, 10, 1100))
                .index();
      }
      cluster.awaitApplied(last);
      for (TestServer server : cluster.servers()) {
        assertThat(TestElection.valid(server)).hasSize(30);
      }
    }
  }

  @Test
  void refusalReachesWhoAppended() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, 3, SnapshotInterval.DEFAULT)) {
      cluster.startFirst();
      BallotLog log = cluster.follower().log();
      assertThat(log.append(new Entry.ElectionOpened(TestElection.NAME)).refusal())
          .isEqualTo(Optional.of(Refusal.ELECTION_UNKNOWN));
    }
  }

  @Test
  void withoutMajorityTheFaultNamesWhoIsSilent() throws Exception {
    RaftTiming hurried = new RaftTiming(Duration.ofMillis(400), Duration.ofSeconds(3));
    try (TestCluster cluster = new TestCluster(directory, 3, hurried)) {
      cluster.server(1).allowFirstStart();
      cluster.server(1).start();
      assertThatThrownBy(() -> cluster.server(1).log().append(new Entry.Tick()))
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.code()).isEqualTo("no-majority"))
          .hasMessageContaining("s2, s3 did not answer");
    }
  }

  @Test
  void waitingForAMajorityCanBeInterrupted() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, 3, SnapshotInterval.DEFAULT)) {
      cluster.server(1).allowFirstStart();
      cluster.server(1).start();
      CompletableFuture<Throwable> end = new CompletableFuture<>();
      Thread appending =
          Thread.ofVirtual()
              .start(() ->
                  end.complete(
                      catchThrowable(() -> cluster.server(1).log().append(new Entry.Tick()))));
      appending.interrupt();
      assertThat(end.get()).isInstanceOf(InterruptedException.class);
    }
  }

  /** As in a server: Helidon has forbidden the whole process to deserialise what is not listed. */
  @Test
  void bytesThatAreNoEntryStayOutOfTheLog() throws Exception {
    SerializationConfig.configureRuntime();
    try (TestCluster cluster = new TestCluster(directory, 3, SnapshotInterval.DEFAULT)) {
      cluster.startFirst();
      BallotLog log = cluster.leader().log();
      LogIndex before = log.append(new Entry.Tick()).index();
      RaftBallotLog raw = cluster.follower().log();
      assertThatThrownBy(() -> raw.appendEncoded(new byte[] {1, 99, 5}))
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.code()).isEqualTo("malformed-entry"));
      LogIndex after = log.append(new Entry.Tick()).index();
      cluster.awaitApplied(after);
      assertThat(after).isGreaterThan(before);
    }
  }
}
