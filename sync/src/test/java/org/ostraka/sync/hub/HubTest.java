package org.ostraka.sync.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.CountingDisk;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FileDisk;
import org.ostraka.sync.Change;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.Entry;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.Refusal;
import org.ostraka.sync.UserName;
import org.ostraka.sync.Verdict;
import org.ostraka.sync.account.Actor;
import org.ostraka.sync.account.Principal;
import org.ostraka.sync.account.Right;

/** Rights, views, recovery and versions on one hub, without the network. */
final class HubTest {
  private @TempDir Path folder;

  private static List<NodeId> nodes(Page page) {
    return page.records().stream()
        .map(JournalRecord::change)
        .filter(Change.Create.class::isInstance)
        .map(Change::node)
        .toList();
  }

  @Test
  void whatWasAcceptedIsThereAfterAKill() throws Exception {
    Path copy = folder.resolve("copy");
    NodeId plan;
    try (TestHub test = new TestHub(folder.resolve("hub"))) {
      Principal alice = test.user("alice", Right.WRITE);
      NodeId docs = test.folder(alice, NodeId.ROOT, "docs");
      plan = test.file(alice, docs, "plan.txt", "first");
      copy(folder.resolve("hub"), copy);
    }
    try (TestHub test = new TestHub(copy)) {
      Principal alice = test.user("alice", Right.WRITE);
      Page page = test.docs(alice).journal(0, "");
      assertThat(page.position()).isEqualTo(2);
      assertThat(nodes(page)).contains(plan);
      assertThat(test.docs(alice).path(plan)).isEqualTo("/docs/plan.txt");
      assertThat(content(test, alice, plan, Long.MAX_VALUE)).isEqualTo("first");
    }
  }

  /** What a kill leaves: the files as they are at one moment, nothing closed. */
  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static String content(TestHub test, Principal who, NodeId file, long seq)
      throws Exception {
    Versions versions = test.docs(who).versions();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    versions.write(file, versions.at(file, seq), out);
    return out.toString(UTF_8);
  }

  private static Page read(TestHub test, Principal who, Page before) throws Exception {
    return test.docs(who).journal(before.position(), before.view());
  }

  @Test
  void whoKnewMoreThanTheCopyFromWhichTheHubWasBroughtBackIsToldSo() throws Exception {
    Path copy = folder.resolve("copy");
    Page early;
    Page late;
    try (TestHub test = new TestHub(folder.resolve("hub"))) {
      Principal alice = test.user("alice", Right.WRITE);
      NodeId _ = test.file(alice, NodeId.ROOT, "first", "first");
      early = test.docs(alice).journal(0, "");
      copy(folder.resolve("hub"), copy);
      NodeId _ = test.file(alice, NodeId.ROOT, "second", "second");
      late = read(test, alice, early);
    }
    try (TestHub test = new TestHub(folder.resolve("hub"))) {
      Principal alice = test.user("alice", Right.WRITE);
      assertThat(read(test, alice, late).fork()).as("a restart").isEmpty();
      late = read(test, alice, late);
    }
    try (TestHub test = new TestHub(copy)) {
      Principal alice = test.user("alice", Right.WRITE);
      assertThat(read(test, alice, early).fork()).as("nothing that was lost").isEmpty();
      for (String name : List.of("other", "another")) {
        NodeId _ = test.file(alice, NodeId.ROOT, name, name);
        Page page = read(test, alice, late);
        assertThat(page.anew()).as("the hub at %d", page.last()).isTrue();
        assertThat(page.fork()).hasValue(early.position());
        assertThat(nodes(page)).hasSize((int) page.last());
      }
      Page page = test.docs(alice).journal(late.position(), "0123456789abcdef-" + "f".repeat(16));
      assertThat(page.fork()).as("runs that nobody knows").hasValue(0);
    }
  }

  @Test
  void aChangeSentAgainIsTheSameChangeAlsoAfterARestart() throws Exception {
    Change change;
    try (TestHub test = new TestHub(folder)) {
      Principal alice = test.user("alice", Right.WRITE);
      change =
          new Change.Create(
              test.changeId(),
              new NodeId(7, 7),
              NodeId.ROOT,
              new EntryName("a"),
              test.sent(alice, "a"));
      assertThat(test.change(alice, change)).isEqualTo(new Verdict.Accepted(1));
      assertThat(test.change(alice, change)).isEqualTo(new Verdict.Accepted(1));
    }
    try (TestHub test = new TestHub(folder)) {
      assertThat(test.change(test.user("alice", Right.WRITE), change))
          .isEqualTo(new Verdict.Accepted(1));
    }
  }

  @Test
  void contentIsSentBeforeItIsNamed() throws Exception {
    try (TestHub test = new TestHub(folder)) {
      Principal alice = test.user("alice", Right.WRITE);
      Change change =
          new Change.Create(
              test.changeId(),
              new NodeId(7, 7),
              NodeId.ROOT,
              new EntryName("a"),
              TestHub.entry("never sent"));
      assertThat(test.change(alice, change)).isEqualTo(Verdict.refused(Refusal.MISSING_CHUNKS));
    }
  }

  @Test
  void whoMayReadDoesNotWriteAndWhoMayNotReadLearnsNothing() throws Exception {
    try (TestHub test = new TestHub(folder)) {
      Principal alice = test.user("alice", Right.WRITE);
      Principal bob = test.user("bob", Right.READ);
      Principal eve = test.user("eve", Right.NONE);
      NodeId plan = test.file(alice, NodeId.ROOT, "plan.txt", "first");
      assertThat(test.change(bob, new Change.Remove(test.changeId(), plan, 1)))
          .isEqualTo(Verdict.refused(Refusal.NO_RIGHT));
      assertThatExceptionOfType(Fault.class)
          .isThrownBy(() -> test.docs(eve))
          .satisfies(fault -> assertThat(fault.code()).isEqualTo("repository-unknown"));
    }
  }

  @Test
  void aHiddenFolderIsInNoPageListPathChunkOrRefusal() throws Exception {
    try (TestHub test = new TestHub(folder)) {
      Principal alice = test.user("alice", Right.WRITE);
      Principal bob = test.user("bob", Right.WRITE);
      NodeId open = test.folder(alice, NodeId.ROOT, "open");
      NodeId secret = test.folder(alice, NodeId.ROOT, "secret");
      NodeId key = test.file(alice, secret, "key", "swordfish");
      test.grant("bob", secret, Right.NONE);
      GuardedRepository seen = test.docs(bob);
      assertThat(nodes(seen.journal(0, seen.view()))).containsOnly(open);
      assertThat(seen.journal(0, "").anew()).isTrue();
      assertThat(nodes(seen.journal(0, ""))).containsExactly(open);
      assertThat(seen.list(NodeId.ROOT)).extracting(node -> node.id()).containsExactly(open);
      assertFault(() -> seen.resolve("/secret"), "path-unknown");
      assertFault(() -> seen.list(secret), "node-unknown");
      assertFault(() -> seen.versions().of(key), "node-unknown");
      Digest chunk = Chunk.of("swordfish".getBytes(UTF_8)).digest();
      assertThat(seen.missing(List.of(chunk))).containsExactly(chunk);
      assertFault(() -> seen.requireReadable(List.of(chunk)), "chunk-unknown");
      assertThat(test.change(bob, new Change.Remove(test.changeId(), key, 9)))
          .isEqualTo(Verdict.refused(Refusal.NODE_GONE));
    }
  }

  private interface Call {
    void run() throws Exception;
  }

  private static void assertFault(Call call, String code) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(call::run)
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(code));
  }

  @Test
  void knowingADigestIsNotHavingTheContent() throws Exception {
    try (TestHub test = new TestHub(folder)) {
      Principal alice = test.user("alice", Right.WRITE);
      Principal bob = test.user("bob", Right.WRITE);
      NodeId secret = test.folder(alice, NodeId.ROOT, "secret");
      test.file(alice, secret, "key", "swordfish");
      test.grant("bob", secret, Right.NONE);
      Change steal =
          new Change.Create(
              test.changeId(),
              new NodeId(8, 8),
              NodeId.ROOT,
              new EntryName("mine"),
              TestHub.entry("swordfish"));
      assertThat(test.change(bob, steal)).isEqualTo(Verdict.refused(Refusal.MISSING_CHUNKS));
      test.sent(bob, "swordfish");
      assertThat(test.change(bob, steal)).isInstanceOf(Verdict.Accepted.class);
    }
  }

  @Test
  void aFolderThatIsHiddenFromAUserIsNotRemovedByThatUserWithTheFolderAbove() throws Exception {
    try (TestHub test = new TestHub(folder)) {
      Principal alice = test.user("alice", Right.WRITE);
      Principal bob = test.user("bob", Right.WRITE);
      NodeId all = test.folder(alice, NodeId.ROOT, "all");
      NodeId secret = test.folder(alice, all, "secret");
      test.grant("bob", secret, Right.READ);
      assertThat(test.change(bob, new Change.Remove(test.changeId(), all, 2)))
          .isEqualTo(Verdict.refused(Refusal.NO_RIGHT));
      assertThat(test.change(alice, new Change.Remove(test.changeId(), all, 2)))
          .isEqualTo(new Verdict.Accepted(3));
    }
  }

  @Test
  void whatMovesIntoSightComesWithAllItHoldsAndWhatMovesOutEnds() throws Exception {
    try (TestHub test = new TestHub(folder)) {
      Principal alice = test.user("alice", Right.WRITE);
      Principal bob = test.user("bob", Right.NONE);
      NodeId open = test.folder(alice, NodeId.ROOT, "open");
      NodeId project = test.folder(alice, NodeId.ROOT, "project");
      NodeId plan = test.file(alice, project, "plan", "x");
      test.grant("bob", open, Right.READ);
      Page first = test.docs(bob).journal(0, "");
      assertThat(nodes(first)).containsExactly(open);

      Change in = new Change.Move(test.changeId(), project, open, new EntryName("project"), 2);
      assertThat(test.change(alice, in)).isEqualTo(new Verdict.Accepted(4));
      Page second = test.docs(bob).journal(first.position(), first.view());
      assertThat(second.anew()).isFalse();
      assertThat(nodes(second)).containsExactly(open, project, plan);

      Change out =
          new Change.Move(test.changeId(), project, NodeId.ROOT, new EntryName("project"), 4);
      assertThat(test.change(alice, out)).isEqualTo(new Verdict.Accepted(5));
      Page third = test.docs(bob).journal(second.position(), second.view());
      assertThat(third.records())
          .extracting(record -> record.change().node())
          .contains(project)
          .doesNotContain(plan);
      assertThat(third.records().getFirst().change()).isInstanceOf(Change.Remove.class);
    }
  }

  @Test
  void aRightGivenOrTakenBeginsTheViewAnew() throws Exception {
    try (TestHub test = new TestHub(folder)) {
      Principal alice = test.user("alice", Right.WRITE);
      Principal bob = test.user("bob", Right.READ);
      NodeId secret = test.folder(alice, NodeId.ROOT, "secret");
      Page before = test.docs(bob).journal(0, "");
      test.grant("bob", secret, Right.NONE);
      Page after = test.docs(bob).journal(before.position(), before.view());
      assertThat(after.anew()).isTrue();
      assertThat(nodes(after)).isEmpty();
      test.grant("bob", secret, Right.READ);
      assertThat(nodes(test.docs(bob).journal(after.position(), after.view())))
          .containsExactly(secret);
    }
  }

  @Test
  void oldVersionsAreReadAndRemovedFoldersComeBack() throws Exception {
    try (TestHub test = new TestHub(folder)) {
      Principal alice = test.user("alice", Right.WRITE);
      NodeId docs = test.folder(alice, NodeId.ROOT, "docs");
      NodeId plan = test.file(alice, docs, "plan", "first");
      Change edit = new Change.Edit(test.changeId(), plan, test.sent(alice, "second"), 2);
      assertThat(test.change(alice, edit)).isEqualTo(new Verdict.Accepted(3));
      assertThat(test.docs(alice).versions().of(plan))
          .extracting(it -> it.seq())
          .containsExactly(3L, 2L);
      assertThat(content(test, alice, plan, 2)).isEqualTo("first");
      assertThat(content(test, alice, plan, 3)).isEqualTo("second");

      test.change(alice, new Change.Remove(test.changeId(), docs, 3));
      assertThat(test.docs(alice).versions().removals(99, 10))
          .extracting(it -> it.path())
          .containsExactly("/docs");
      assertThat(test.docs(alice).versions().restore(docs, 2)).isEqualTo(2);
      assertThat(test.docs(alice).path(plan)).isEqualTo("/docs/plan");
      assertThat(content(test, alice, plan, Long.MAX_VALUE)).isEqualTo("first");
    }
  }

  @Test
  void whoMayOnlyReadRestoresNothing() throws Exception {
    try (TestHub test = new TestHub(folder)) {
      Principal alice = test.user("alice", Right.WRITE);
      Principal bob = test.user("bob", Right.READ);
      NodeId plan = test.file(alice, NodeId.ROOT, "plan", "first");
      assertFault(() -> test.docs(bob).versions().restore(plan, 1), "no-right");
    }
  }

  /** The journal is SQLite's: what it forces is in DatabaseTest. */
  @Test
  void contentWasMadeDurableBeforeTheChangeThatNamesItWasAccepted() throws Exception {
    CountingDisk disk = new CountingDisk(FileDisk.ownerOnly());
    try (TestHub test = new TestHub(Hub.open(folder, disk, InstantSource.system()))) {
      Principal alice = test.user("alice", Right.WRITE);
      int before = disk.forces();
      for (int number = 1; number <= 10; number++) {
        test.sent(alice, "content " + number);
        NodeId file = test.file(alice, NodeId.ROOT, "file" + number, "content " + number);
        assertThat(disk.unforcedBytes()).as("when the change was accepted").isZero();
        assertThat(content(test, alice, file, number)).isEqualTo("content " + number);
      }
      assertThat(disk.forces() - before).isGreaterThanOrEqualTo(10);
    }
  }

  @Test
  void aRepositoryThatUsedUpItsQuotaTakesNoMoreChunks() throws Exception {
    try (TestHub test = new TestHub(folder)) {
      Principal alice = test.user("alice", Right.WRITE);
      test.hub().changeQuota(Actor.LOCAL, TestHub.DOCS, 100);
      assertFault(() -> test.docs(alice).requireRoom(200), "quota");
    }
  }

  @Test
  void aUserWhoUsedUpTheQuotaSendsNoMoreUntilFilesAreRemoved() throws Exception {
    try (TestHub test = new TestHub(folder)) {
      Principal alice = test.user("alice", Right.WRITE);
      Principal bob = test.user("bob", Right.WRITE);
      NodeId file = test.file(alice, NodeId.ROOT, "long", "x".repeat(900));
      test.hub().accounts().users().changeQuota(Actor.LOCAL, alice.user(), 1_000);
      test.docs(alice).requireRoom(50);
      assertFault(() -> test.docs(alice).requireRoom(200), "quota");
      test.docs(bob).requireRoom(200);
      test.change(bob, new Change.Edit(test.changeId(), file, test.sent(bob, "short"), 1));
      test.hub().accounts().users().changeQuota(Actor.LOCAL, bob.user(), 4);
      assertFault(() -> test.docs(bob).requireRoom(1), "quota");
    }
  }

  @Test
  void contentThatIsThereAlreadyCountsForWhoeverTakesIt() throws Exception {
    try (TestHub test = new TestHub(folder)) {
      Principal alice = test.user("alice", Right.WRITE);
      Principal bob = test.user("bob", Right.WRITE);
      NodeId _ = test.file(alice, NodeId.ROOT, "long", "x".repeat(900));
      Entry entry = TestHub.entry("x".repeat(900));
      test.hub().accounts().users().changeQuota(Actor.LOCAL, bob.user(), 1_000);

      assertThat(test.change(bob, copy(test, "one", entry))).isInstanceOf(Verdict.Accepted.class);
      assertThat(test.change(bob, copy(test, "two", entry)))
          .isEqualTo(Verdict.refused(Refusal.QUOTA));
      assertThat(test.change(alice, copy(test, "three", entry)))
          .isInstanceOf(Verdict.Accepted.class);
    }
  }

  private static Change copy(TestHub test, String name, Entry entry) {
    NodeId id = new NodeId(9, name.hashCode());
    return new Change.Create(test.changeId(), id, NodeId.ROOT, new EntryName(name), entry);
  }

  @Test
  void aRevokedDeskIsRefusedAtOnce() throws Exception {
    try (TestHub test = new TestHub(folder)) {
      Principal alice = test.user("alice", Right.WRITE);
      test.hub().accounts().desks().revoke(alice, Actor.LOCAL, alice.desk().orElseThrow());
      assertThat(test.hub().accounts().desks().list()).isEmpty();
      test.hub().accounts().users().add(Actor.LOCAL, new UserName("root"), TestHub.PASSWORD, true);
      test.hub().accounts().users().remove(Actor.LOCAL, alice.user());
      assertThatExceptionOfType(Fault.class).isThrownBy(() -> test.docs(alice));
    }
  }
}
