package org.ostraka.sync.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.account.Actor;
import org.ostraka.sync.account.Principal;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.durable.Database;
import org.ostraka.sync.hub.CheckupReport.Finding;
import org.ostraka.sync.hub.CheckupReport.Kind;
import org.ostraka.sync.hub.CheckupReport.State;

/** What the check of a repository finds, and that it finds nothing where nothing is wrong. */
final class CheckupTest {
  @TempDir Path folder;

  private Path repository() {
    return folder.resolve("repositories/1");
  }

  /** A hub whose repository has two files, both in its history. */
  private TestHub hub() throws Exception {
    TestHub test = new TestHub(folder);
    Principal alice = test.user("alice", Right.WRITE);
    NodeId docs = test.folder(alice, NodeId.ROOT, "docs");
    test.file(alice, docs, "plan", "plan ".repeat(3_000));
    test.file(alice, docs, "talk", "talk ".repeat(3_000));
    await(() -> test.hub().standings().getFirst().history().waiting() == 0);
    return test;
  }

  /** A condition that comes true by itself. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static CheckupReport checked(TestHub test) throws Exception {
    test.hub().verify(Actor.LOCAL, TestHub.DOCS);
    await(() -> last(test).state() != State.RUNNING);
    assertThat(last(test).endedMillis()).isPositive();
    return last(test);
  }

  private static CheckupReport last(TestHub test) throws Fault {
    return test.hub().checkup(TestHub.DOCS).orElseThrow();
  }

  /** Turns bytes in the middle of a file round. */
  private static void damage(Path file) throws IOException {
    try (FileChannel bytes =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long at = bytes.size() / 2;
      ByteBuffer some = ByteBuffer.allocate(8);
      bytes.read(some, at);
      for (int index = 0; index < some.capacity(); index++) {
        some.put(index, (byte) ~some.get(index));
      }
      bytes.write(some.rewind(), at);
    }
  }

  @Test
  void aRepositoryThatIsSoundIsCalledSo() throws Exception {
    try (TestHub test = hub()) {
      assertThat(test.hub().checkup(TestHub.DOCS)).isEmpty();
      CheckupReport report = checked(test);
      assertThat(report.findings()).isEmpty();
      assertThat(report.state()).isEqualTo(State.DONE);
      assertThat(report.step()).isEqualTo(CheckupReport.Step.HISTORY);
      assertThat(report.done()).as("every revision was read").isEqualTo(report.total());
      assertThat(test.hub().accounts().audit().before(Long.MAX_VALUE, 1).getFirst().act())
          .isEqualTo("repository-verified");
    }
  }

  @Test
  void aDamagedChunkIsFoundAndItsFolderIsNamedButNotTheFile() throws Exception {
    try (TestHub test = hub()) {
      damage(repository().resolve("chunks/0000001.chunks"));
      CheckupReport report = checked(test);
      assertThat(report.found()).isEqualTo(1);
      Finding finding = report.findings().getFirst();
      assertThat(finding.kind()).isEqualTo(Kind.CHUNK_DAMAGED);
      assertThat(finding.detail()).contains("/docs").doesNotContain("plan").doesNotContain("talk");
    }
  }

  @Test
  void aDamagedRevisionIsFound() throws Exception {
    try (TestHub test = hub()) {
      Path revisions = repository().resolve("svn/db/revs/0");
      long youngest = test.hub().standings().getFirst().history().revision();
      assertThat(Files.size(revisions.resolve(Long.toString(youngest)))).isPositive();
      damage(revisions.resolve(Long.toString(youngest)));
      CheckupReport report = checked(test);
      assertThat(report.findings()).extracting(Finding::kind).containsExactly(Kind.HISTORY);
      assertThat(report.findings().getFirst().detail()).startsWith("r" + youngest + ":");
    }
  }

  @Test
  void aRecordThatIsGoneIsMissed() throws Exception {
    try (TestHub test = hub()) {
      try (Database rows = Database.open(repository().resolve("journal.sqlite"), Journal.class)) {
        rows.act(handle -> handle.execute("DELETE FROM journal WHERE seq = 2"));
      }
      assertThat(checked(test).findings())
          .extracting(Finding::detail)
          .isEqualTo(
              List.of(
                  "records are missing in the midst of the journal",
                  "1 nodes are not as the journal makes them"));
    }
  }

  @Test
  void aRepositoryThatIsRemovedOrUnknownIsNotChecked() throws Exception {
    try (TestHub test = hub()) {
      test.hub().verify(Actor.LOCAL, TestHub.DOCS);
      test.hub().remove(Actor.LOCAL, TestHub.DOCS, true);
      assertThatExceptionOfType(Fault.class)
          .isThrownBy(() -> test.hub().checkup(TestHub.DOCS))
          .satisfies(fault -> assertThat(fault.code()).isEqualTo("repository-unknown"));
      assertThatExceptionOfType(Fault.class)
          .isThrownBy(() -> test.hub().verify(Actor.LOCAL, new RepositoryName("nowhere")))
          .satisfies(fault -> assertThat(fault.code()).isEqualTo("repository-unknown"));
    }
  }

  @Test
  void aHubThatStopsEndsItsChecks() throws Exception {
    try (TestHub test = hub()) {
      test.hub().verify(Actor.LOCAL, TestHub.DOCS);
    }
    try (TestHub again = new TestHub(folder)) {
      assertThat(again.hub().checkup(TestHub.DOCS)).isEmpty();
    }
  }
}
