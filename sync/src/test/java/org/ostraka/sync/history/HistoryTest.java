package org.ostraka.sync.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ostraka.sync.NodeId.ROOT;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.sync.NodeId;

/** A history at work on its own thread, and what was. */
final class HistoryTest {
  @TempDir Path home;

  private final PaperHub hub = new PaperHub();
  private Path repository;
  private History history;

  @BeforeEach
  void open() throws Exception {
    repository = home.resolve("repository");
    history =
        History.open(
            new HistoryPlace.Own(repository),
            new HistorySettings(
                "test", home.resolve("state"), Duration.ofMillis(20), Duration.ofMillis(50), 1_000),
            hub,
            InstantSource.system());
    history.start();
  }

  @AfterEach
  void close() throws Exception {
    history.close();
    Svn.verify(repository);
  }

  /** Waits until Subversion has all; returns its youngest revision. */
  private long settled() throws Exception {
    history.wake();
    while (history.status().waiting() > 0) {
      assertThat(history.status().trouble()).isEmpty();
      LockSupport.parkNanos(1_000_000);
    }
    return history.status().revision();
  }

  private String read(NodeId file, HistoryPoint at) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    history.read(file, at, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private void restore(NodeId node, HistoryPoint at) throws Exception {
    history.restoration(node, at).forEach(hub::accept);
  }

  @Test
  void commitsFromOutsideReachTheHub() throws Exception {
    hub.file(ROOT, "a.txt", "one\n");
    settled();
    Svn svn = Svn.checkout(Svn.fileUrl(repository), home.resolve("copy"));
    svn.add("outside.txt", "outside\n");
    svn.commit("outside");
    hub.await(it -> it.paths().contains("/outside.txt"));
  }

  @Test
  void versionsOfAFileThroughMovesAndRemoval() throws Exception {
    NodeId file = hub.file(ROOT, "a.txt", "one\n");
    long first = settled();
    hub.as("bob").edit(file, "two\n");
    long second = settled();
    hub.move(file, hub.folder(ROOT, "docs"), "b.txt");
    long third = settled();
    hub.remove(file);
    settled();
    assertThat(history.versions(file))
        .extracting(FileVersion::revision, FileVersion::author, FileVersion::path)
        .contains(
            org.assertj.core.groups.Tuple.tuple(second, "bob", "/a.txt"),
            org.assertj.core.groups.Tuple.tuple(first, "alice", "/a.txt"));
    assertThat(read(file, new HistoryPoint.Revision(first))).isEqualTo("one\n");
    assertThat(read(file, new HistoryPoint.Revision(third))).isEqualTo("two\n");
    assertThat(read(file, new HistoryPoint.Time(Instant.parse("2030-03-01T09:01:30Z"))))
        .isEqualTo("one\n");
  }

  @Test
  void aFileComesBackAsItWas() throws Exception {
    NodeId file = hub.program(ROOT, "a.txt", "one\n");
    long first = settled();
    hub.edit(file, hub.entry("two\n", false));
    settled();
    restore(file, new HistoryPoint.Revision(first));
    assertThat(hub.text(file)).isEqualTo("program one\n");
  }

  @Test
  void aRemovedFolderComesBackWithItsNodes() throws Exception {
    NodeId docs = hub.folder(ROOT, "docs");
    NodeId deep = hub.folder(docs, "deep");
    NodeId file = hub.file(deep, "a.txt", "one\n");
    NodeId link = hub.link(docs, "link", "deep/a.txt");
    long before = settled();
    hub.remove(docs);
    settled();
    restore(docs, new HistoryPoint.Revision(before));
    assertThat(hub.idAt("/docs")).isEqualTo(docs);
    assertThat(hub.idAt("/docs/deep/a.txt")).isEqualTo(file);
    assertThat(hub.text(link)).isEqualTo("link deep/a.txt");
    settled();
    assertThat(Svn.checkout(Svn.fileUrl(repository), home.resolve("copy")).tree())
        .isEqualTo(hub.shown());
  }

  @Test
  void aFolderAsOfATimeKeepsWhatCameLater() throws Exception {
    NodeId docs = hub.folder(ROOT, "docs");
    NodeId changed = hub.file(docs, "changed.txt", "one\n");
    NodeId removed = hub.file(docs, "removed.txt", "gone\n");
    settled();
    Instant then = Instant.parse("2030-03-01T09:03:30Z");
    hub.edit(changed, "spoilt\n");
    hub.remove(removed);
    hub.file(docs, "later.txt", "later\n");
    hub.move(docs, ROOT, "papers");
    settled();
    restore(docs, new HistoryPoint.Time(then));
    assertThat(hub.paths())
        .containsExactly(
            "/papers", "/papers/changed.txt", "/papers/later.txt", "/papers/removed.txt");
    assertThat(hub.text(changed)).isEqualTo("file one\n");
    assertThat(hub.idAt("/papers/removed.txt")).isEqualTo(removed);
  }

  @Test
  void beforeItsTimeThereIsNothing() throws Exception {
    hub.file(ROOT, "first.txt", "one\n");
    long first = settled();
    NodeId file = hub.file(ROOT, "a.txt", "one\n");
    settled();
    assertThatThrownBy(() -> read(file, new HistoryPoint.Revision(first)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("/a.txt did not exist in revision 1");
  }
}
