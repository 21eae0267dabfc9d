package org.ostraka.sync.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostraka.sync.NodeId.ROOT;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;

/** The hub's own repository, looked at with Debian's Subversion. */
final class OwnHistoryTest {
  @TempDir Path home;

  private final PaperHub hub = new PaperHub();
  private Path repository;
  private Writing writing;

  @BeforeEach
  void makeRepository() throws Exception {
    repository = home.resolve("repository");
    writing = Writing.own(repository, hub);
  }

  @AfterEach
  void verify() throws Exception {
    writing.close();
    Svn.verify(repository);
  }

  private Svn checkout() throws Exception {
    return Svn.checkout(Svn.fileUrl(repository), home.resolve("copy"));
  }

  private void assertSame(Svn svn) throws Exception {
    assertThat(svn.tree()).isEqualTo(hub.shown());
  }

  @Test
  void everyKindOfEntryCanBeCheckedOut() throws Exception {
    NodeId docs = hub.folder(ROOT, "docs");
    hub.folder(docs, "empty");
    hub.file(docs, "plan ä€.txt", "one\n");
    hub.file(docs, "nothing", "");
    hub.program(ROOT, "run.sh", "#!/bin/sh\n");
    hub.link(ROOT, "shortcut", "docs/plan ä€.txt");
    hub.file(docs, "large", "0123456789abcdef".repeat(40_000));
    writing.settle();
    assertSame(checkout());
    assertThat(Files.readString(repository.resolve("db/format"))).startsWith("8\n");
  }

  @Test
  void logTellsWhoAndWhen() throws Exception {
    NodeId file = hub.as("alice").file(ROOT, "a.txt", "one\n");
    writing.settle();
    hub.as("bob").edit(file, "one\ntwo\n");
    writing.settle();
    String log = Svn.run("svn", "log", "-q", Svn.fileUrl(repository));
    assertThat(log).contains("r2 | bob | 2030-03-01 09:02:00", "r1 | alice | 2030-03-01 09:01:00");
    assertThat(checkout().in("blame", "a.txt")).contains("alice one", "bob two");
  }

  @Test
  void recordsOfOneUserBecomeOneCommit() throws Exception {
    hub.as("alice").file(ROOT, "a.txt", "one");
    hub.as("bob").file(ROOT, "b.txt", "one");
    hub.as("alice").file(ROOT, "d.txt", "two");
    hub.as("bob").file(ROOT, "c.txt", "one");
    writing.settle();
    assertThat(writing.youngest()).isEqualTo(2);
    assertSame(checkout());
  }

  @Test
  void everyContentThatAFileHadIsInACommit() throws Exception {
    NodeId a = hub.as("alice").file(ROOT, "a.txt", "one");
    hub.as("alice").edit(a, "two");
    hub.as("alice").edit(a, "three");
    writing.settle();
    assertThat(writing.youngest()).isEqualTo(3);
    assertThat(checkout().in("cat", "-r1", "a.txt")).isEqualTo("one");
    assertThat(checkout().in("cat", "-r2", "a.txt")).isEqualTo("two");
    assertSame(checkout());
  }

  @Test
  void aMovedFolderKeepsItsHistory() throws Exception {
    NodeId docs = hub.folder(ROOT, "docs");
    hub.file(docs, "a.txt", "one\n");
    hub.file(docs, "b.txt", "gone\n");
    writing.settle();
    NodeId archive = hub.folder(ROOT, "archive");
    hub.move(docs, archive, "papers");
    hub.edit(hub.idAt("/archive/papers/a.txt"), "one\ntwo\n");
    hub.remove(hub.idAt("/archive/papers/b.txt"));
    hub.file(docs, "c.txt", "new\n");
    writing.settle();
    Svn svn = checkout();
    assertSame(svn);
    assertThat(svn.in("log", "-v", "-r2", "."))
        .contains("A /archive/papers (from /docs:1)", "D /archive/papers/b.txt", "D /docs");
    assertThat(svn.in("log", "-q", "archive/papers/a.txt")).contains("r2 |", "r1 |");
  }

  @Test
  void namesExchangedAndFoldersTurnedInsideOut() throws Exception {
    NodeId a = hub.folder(ROOT, "a");
    NodeId b = hub.folder(a, "b");
    NodeId x = hub.file(b, "x", "x\n");
    NodeId y = hub.file(ROOT, "y", "y\n");
    writing.settle();
    hub.move(b, ROOT, "b");
    hub.move(a, b, "a");
    hub.move(x, ROOT, "temporary");
    hub.move(y, b, "x");
    hub.move(x, ROOT, "y");
    writing.settle();
    assertSame(checkout());
    assertThat(writing.youngest()).isEqualTo(2);
  }

  @Test
  void aFileThatBecomesAFolderAndTheOtherWayRound() throws Exception {
    NodeId one = hub.file(ROOT, "one", "text");
    NodeId two = hub.folder(ROOT, "two");
    hub.file(two, "inside", "text");
    writing.settle();
    hub.remove(one);
    hub.file(hub.folder(ROOT, "one"), "inside", "other");
    hub.remove(two);
    hub.file(ROOT, "two", "other");
    writing.settle();
    assertSame(checkout());
  }

  @Test
  void attributesAndTargetsChange() throws Exception {
    NodeId program = hub.program(ROOT, "run", "one");
    NodeId file = hub.file(ROOT, "file", "one");
    NodeId link = hub.link(ROOT, "link", "run");
    writing.settle();
    hub.edit(program, hub.entry("one", false));
    hub.edit(file, hub.entry("one", true));
    hub.edit(link, new org.ostraka.sync.LinkEntry("file"));
    writing.settle();
    assertSame(checkout());
  }

  @Test
  void whatCameAndWentBetweenTwoCommitsMakesNone() throws Exception {
    NodeId file = hub.file(ROOT, "a", "one");
    hub.remove(file);
    writing.settle();
    assertThat(writing.youngest()).isZero();
    assertThat(writing.tree.records().prefix()).isEqualTo(2);
  }

  @Test
  void namesThatSubversionRefusesLookDifferentThere() throws Exception {
    hub.file(ROOT, "two\nlines", "text");
    hub.file(ROOT, ".svn", "text");
    writing.settle();
    assertThat(checkout().tree()).containsOnlyKeys("/two␊lines", "/.svn_");
  }

  /** Whatever desks do, every commit leaves Subversion as the hub was then. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anySequenceOfChangesArrives(long seed) throws Exception {
    Random random = new Random(seed);
    Svn svn = checkout();
    for (int commit = 0; commit < 5; commit++) {
      for (int change = 0; change < 30; change++) {
        changeSomething(random);
      }
      writing.settle();
      assertSame(svn);
    }
  }

  private void changeSomething(Random random) {
    hub.as(List.of("alice", "bob", "carol").get(random.nextInt(3)));
    List<Node> nodes = new ArrayList<>();
    for (String path : hub.paths()) {
      nodes.add(hub.node(hub.idAt(path)));
    }
    List<NodeId> folders =
        new ArrayList<>(nodes.stream().filter(Node::isFolder).map(Node::id).toList());
    folders.add(ROOT);
    NodeId folder = folders.get(random.nextInt(folders.size()));
    String name = "n" + random.nextInt(12);
    int dice = random.nextInt(10);
    try {
      if (nodes.size() < 8 || dice < 2) {
        hub.file(folder, name, "text " + random.nextInt(1000));
      } else if (dice < 4) {
        hub.folder(folder, name);
      } else {
        change(nodes.get(random.nextInt(nodes.size())), folder, name, dice, random);
      }
    } catch (IllegalStateException _) {
      // The name was taken, or a folder would have gone into itself: nothing happened.
    }
  }

  private void change(Node node, NodeId folder, String name, int dice, Random random) {
    if (dice < 7) {
      hub.move(node.id(), folder, name);
    } else if (dice < 8) {
      hub.remove(node.id());
    } else if (!node.isFolder()) {
      hub.edit(node.id(), hub.entry("edited " + random.nextInt(1000), random.nextBoolean()));
    }
  }
}
