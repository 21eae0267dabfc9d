package org.ostraka.ballot.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.box.Entry;

/** What a server does when its disk fails it: it stops and says so, and skips no entry. */
class RaftDiskTest {
  private static final int BALLOTS = 50;

  @TempDir Path directory;

  @Test
  void serverThatCannotApplyStopsAndAppliesTheEntryAfterItsRestart() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, 3, SnapshotInterval.DEFAULT)) {
      cluster.startFirst();
      TestElection.open(cluster.leader().log(), BALLOTS);
      TestServer full = cluster.follower();
      full.disk().setFull(true);
      LogIndex last = cluster.leader().log().append(claims()).index();
      Await.until("it says why it stops", () -> !full.failures().isEmpty());
      assertThat(full.failures()).singleElement().asString().contains("No space left on device");
      assertThat(full.log().status().role()).isEqualTo(RaftStatus.Role.STOPPED);
      assertThat(TestElection.valid(full)).isEmpty();

      full.stop();
      full.failures().clear();
      full.disk().setFull(false);
      full.start();
      cluster.awaitApplied(last);
      assertThat(TestElection.valid(full)).hasSize(BALLOTS);
    }
  }

  @Test
  void leaderThatCannotApplyMakesWayForAnother() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, 3, SnapshotInterval.DEFAULT)) {
      cluster.startFirst();
      TestElection.open(cluster.leader().log(), BALLOTS);
      TestServer full = cluster.leader();
      TestServer other = cluster.follower();
      full.disk().setFull(true);
      LogIndex last = other.log().append(claims()).index();
      Await.until("it says why it stops", () -> !full.failures().isEmpty());
      full.stop();
      cluster.awaitApplied(last);
      assertThat(TestElection.valid(other)).hasSize(BALLOTS);
    }
  }

  @Test
  void entryThatWasBeingWrittenIsCutOff() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, 3, SnapshotInterval.DEFAULT)) {
      cluster.startFirst();
      TestElection.open(cluster.leader().log(), BALLOTS);
      LogIndex last = cluster.leader().log().append(claims()).index();
      cluster.awaitApplied(last);
      TestServer torn = cluster.follower();
      torn.stop();
      Path segment = openSegment(torn);
      byte[] whole = Files.readAllBytes(segment);
      byte[] longer = Arrays.copyOf(whole, whole.length + 20_000);
      Arrays.fill(longer, whole.length, whole.length + 700, (byte) 9);
      longer[whole.length] = (byte) ((15_000 & 0x7f) | 0x80); // the length of the entry
      longer[whole.length + 1] = (byte) (15_000 >> 7);
      Files.write(segment, longer);

      torn.start();
      cluster.awaitApplied(torn.log().append(new Entry.Tick()).index());
      assertThat(TestElection.valid(torn)).hasSize(BALLOTS);
    }
  }

  @Test
  void damagedLogIsRefusedAndTheRefusalSaysWhatToDo() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, 3, SnapshotInterval.DEFAULT)) {
      cluster.startFirst();
      TestElection.open(cluster.leader().log(), BALLOTS);
      LogIndex last = cluster.leader().log().append(claims()).index();
      cluster.awaitApplied(last);
      TestServer damaged = cluster.follower();
      damaged.stop();
      Path segment = openSegment(damaged);
      byte[] content = Files.readAllBytes(segment);
      content[content.length / 2] ^= 1;
      Files.write(segment, content);

      assertThatThrownBy(damaged::start)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("corrupted")
          .hasMessageContaining("the other servers fill it again");

      damaged.loseDisk();
      damaged.start();
      cluster.awaitApplied(last);
      assertThat(TestElection.valid(damaged)).hasSize(BALLOTS);
    }
  }

  @Test
  void tablesThatLackWhatTheLogDroppedAreRefused() throws Exception {
    SnapshotInterval often = new SnapshotInterval(20_000, 1_000);
    try (TestCluster cluster = new TestCluster(directory, 3, often)) {
      cluster.startFirst();
      TestElection.open(cluster.leader().log(), BALLOTS);
      for (int ballot = 1; ballot <= BALLOTS; ballot++) {
        cluster.leader().log().append(TestElection.claims(ballot, 1, 4000));
      }
      TestServer lost = cluster.follower();
      Await.until("the log is cut", () -> hasMark(lost));
      lost.stop();
      lost.loseTables();
      assertThatThrownBy(lost::start).hasMessageContaining("the other servers fill it again");
    }
  }

  private static Entry.Claims claims() {
    return TestElection.claims(1, BALLOTS, 1100);
  }

  private static Path openSegment(TestServer server) throws IOException {
    return find(server, "log_inprogress_");
  }

  private static boolean hasMark(TestServer server) throws IOException {
    try (Stream<Path> groups = Files.list(server.settings().log())) {
      return groups.anyMatch(group -> Files.exists(group.resolve("sm").resolve("snapshot")));
    }
  }

  private static Path find(TestServer server, String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(server.directory())) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }
}
