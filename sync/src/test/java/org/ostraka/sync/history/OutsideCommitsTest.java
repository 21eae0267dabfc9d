package org.ostraka.sync.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostraka.sync.NodeId.ROOT;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.sync.NodeId;

/** Commits of other Subversion clients, while desks write. */
final class OutsideCommitsTest {
  @TempDir Path home;

  private final PaperHub hub = new PaperHub();
  private Path repository;
  private Writing writing;
  private Svn svn;
  private NodeId docs;
  private NodeId plan;

  @BeforeEach
  void makeRepository() throws Exception {
    repository = home.resolve("repository");
    writing = Writing.own(repository, hub);
    docs = hub.folder(ROOT, "docs");
    plan = hub.file(docs, "plan.txt", "one\n");
    hub.file(docs, "other.txt", "other\n");
    hub.folder(ROOT, "archive");
    writing.settle();
    svn = Svn.checkout(Svn.fileUrl(repository), home.resolve("copy"));
  }

  @AfterEach
  void verify() throws Exception {
    writing.close();
    Svn.verify(repository);
  }

  private void settleAlike() throws Exception {
    writing.settle();
    assertThat(svn.tree()).isEqualTo(hub.shown());
  }

  @Test
  void additionsEditsAndRemovalsArrive() throws Exception {
    svn.add("new/deep/file.txt", "new\n");
    svn.write("docs/plan.txt", "two lines\n");
    svn.in("rm", "-q", "docs/other.txt");
    svn.add("run.sh", "#!/bin/sh\n");
    svn.in("propset", "-q", "svn:executable", "*", "run.sh");
    Files.createSymbolicLink(home.resolve("copy/short"), Path.of("docs/plan.txt"));
    svn.in("add", "-q", "short");
    svn.commit("all at once");
    settleAlike();
    assertThat(hub.text(plan)).isEqualTo("file two lines\n");
    assertThat(hub.paths()).contains("/new/deep/file.txt").doesNotContain("/docs/other.txt");
    assertThat(hub.text(hub.idAt("/short"))).isEqualTo("link docs/plan.txt");
    assertThat(writing.youngest()).as("nothing is committed a second time").isEqualTo(2);
  }

  @Test
  void movesKeepTheirNodes() throws Exception {
    svn.in("mv", "-q", "docs", "archive/papers");
    svn.in("mv", "-q", "archive/papers/plan.txt", "archive/papers/plan2.txt");
    svn.write("archive/papers/plan2.txt", "two lines\n");
    svn.in("rm", "-q", "archive/papers/other.txt");
    svn.commit("move");
    settleAlike();
    assertThat(hub.idAt("/archive/papers")).isEqualTo(docs);
    assertThat(hub.idAt("/archive/papers/plan2.txt")).isEqualTo(plan);
    assertThat(hub.text(plan)).isEqualTo("file two lines\n");
  }

  @Test
  void namesExchangedAndOneFileInPlaceOfAnother() throws Exception {
    NodeId other = hub.idAt("/docs/other.txt");
    svn.in("mv", "-q", "docs/plan.txt", "docs/third.txt");
    svn.in("mv", "-q", "docs/other.txt", "docs/plan.txt");
    svn.in("mv", "-q", "docs/third.txt", "docs/other.txt");
    svn.in("rm", "-q", "archive");
    svn.add("archive", "now a file\n");
    svn.commit("exchange");
    settleAlike();
    assertThat(hub.idAt("/docs/plan.txt")).isEqualTo(other);
    assertThat(hub.idAt("/docs/other.txt")).isEqualTo(plan);
  }

  @Test
  void copiedFoldersAreNewOnes() throws Exception {
    svn.in("cp", "-q", "docs", "docs2");
    svn.write("docs2/plan.txt", "changed in the copy\n");
    svn.commit("copy");
    settleAlike();
    assertThat(hub.idAt("/docs")).isEqualTo(docs);
    assertThat(hub.text(hub.idAt("/docs2/plan.txt"))).isEqualTo("file changed in the copy\n");
  }

  @Test
  void bothEditAndBothVersionsStay() throws Exception {
    svn.write("docs/plan.txt", "from outside\n");
    svn.commit("edit");
    hub.edit(plan, "from a desk\n");
    settleAlike();
    assertThat(hub.text(plan)).isEqualTo("file from a desk\n");
    assertThat(hub.paths()).contains("/docs/plan (conflict of carol, r2).txt");
    assertThat(hub.text(hub.idAt("/docs/plan (conflict of carol, r2).txt")))
        .isEqualTo("file from outside\n");
  }

  @Test
  void bothCreateUnderOneName() throws Exception {
    svn.add("new.txt", "from outside\n");
    svn.add("same/inside.txt", "same\n");
    svn.commit("new");
    hub.file(ROOT, "new.txt", "from a desk\n");
    NodeId same = hub.folder(ROOT, "same");
    hub.file(same, "inside.txt", "same\n");
    settleAlike();
    Map<String, String> shown = hub.shown();
    assertThat(shown)
        .containsEntry("/new.txt", "file from a desk\n")
        .containsEntry("/new (conflict of carol, r2).txt", "file from outside\n")
        .containsEntry("/same/inside.txt", "file same\n")
        .hasSize(8);
  }

  @Test
  void whatWasEditedOnADeskIsNotRemovedFromOutside() throws Exception {
    svn.in("rm", "-q", "docs");
    svn.commit("remove");
    hub.edit(plan, "still needed\n");
    settleAlike();
    assertThat(hub.text(plan)).isEqualTo("file still needed\n");
    assertThat(hub.paths()).contains("/docs/other.txt");
  }

  @Test
  void anEditOfWhatADeskRemovedComesBackAsACopy() throws Exception {
    svn.write("docs/plan.txt", "from outside\n");
    svn.add("docs/new.txt", "new\n");
    svn.commit("edit");
    hub.remove(docs);
    settleAlike();
    assertThat(hub.shown().values()).contains("file from outside\n", "file new\n");
  }

  @Test
  void aFolderMovedByBothIsWhereTheHubHasIt() throws Exception {
    svn.in("mv", "-q", "docs", "archive/docs");
    svn.commit("move");
    hub.move(docs, ROOT, "papers");
    settleAlike();
    assertThat(hub.idAt("/papers")).isEqualTo(docs);
  }

  @Test
  void aMoveFromOutsideAndAnEditOnADeskBothCount() throws Exception {
    svn.in("mv", "-q", "docs/plan.txt", "archive/plan.txt");
    svn.commit("move");
    hub.edit(plan, "from a desk\n");
    settleAlike();
    assertThat(hub.idAt("/archive/plan.txt")).isEqualTo(plan);
    assertThat(hub.text(plan)).isEqualTo("file from a desk\n");
  }

  @Test
  void aCommitThatAnotherOvertookIsMadeAgain() throws Exception {
    svn.write("docs/plan.txt", "from outside\n");
    svn.commit("edit");
    hub.edit(plan, "from a desk\n");
    hub.file(docs, "from-a-desk.txt", "desk\n");
    assertThat(writing.commitBlindly()).isFalse();
    settleAlike();
    assertThat(hub.shown().values()).contains("file from outside\n", "file from a desk\n");
  }

  @Test
  void aCommitThatMergedWithAnotherIsNotMadeAgain() throws Exception {
    svn.add("outside.txt", "outside\n");
    svn.commit("add");
    hub.file(docs, "desk.txt", "desk\n");
    assertThat(writing.commitBlindly()).isFalse();
    settleAlike();
    assertThat(writing.youngest()).isEqualTo(3);
  }

  /** As after a power cut that kept the repository and an older state of the writer's own. */
  @Test
  void theWritersOwnTreeMayBeOlderThanTheRepository() throws Exception {
    writing.close();
    Path older = home.resolve("older");
    copyState(home.resolve("state"), older);
    writing = Writing.own(repository, hub);
    svn.add("outside.txt", "outside\n");
    svn.write("docs/plan.txt", "from outside\n");
    svn.in("mv", "-q", "docs/other.txt", "archive/moved.txt");
    svn.commit("outside");
    writing.settle();
    hub.edit(plan, "from a desk\n");
    hub.move(docs, ROOT, "papers");
    settleAlike();
    long youngest = writing.youngest();
    long position = hub.position();
    writing.close();
    OwnRepository.delete(home.resolve("state"));
    copyState(older, home.resolve("state"));
    writing = Writing.own(repository, hub);
    settleAlike();
    assertThat(writing.youngest()).isEqualTo(youngest);
    assertThat(hub.position()).isEqualTo(position);
  }

  private static void copyState(Path from, Path to) throws Exception {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.collect(Collectors.toList())) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}
