package org.ostraka.ballot.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.server.BallotLog;

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
}
