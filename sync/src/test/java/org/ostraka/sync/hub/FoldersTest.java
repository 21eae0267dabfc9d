package org.ostraka.sync.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.sync.Change;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.account.Principal;
import org.ostraka.sync.account.Right;

/**
 * Folders as people look at them.
 *
 * <pre>
 * /open/plan.txt
 * /open/plan (conflict of laptop, bob, 2026-11-22 07.15.30).txt
 * /closed/secret.txt     not for bob
 * </pre>
 */
final class FoldersTest {
  private static final String COPY = "plan (conflict of laptop, bob, 2026-11-22 07.15.30).txt";

  private TestHub test;
  private Principal alice;
  private Principal bob;
  private NodeId open;
  private NodeId closed;

  @BeforeEach
  void draw(@TempDir Path folder) throws Exception {
    test = new TestHub(folder);
    alice = test.user("alice", Right.WRITE);
    bob = test.user("bob", Right.READ);
    open = test.folder(alice, NodeId.ROOT, "open");
    closed = test.folder(alice, NodeId.ROOT, "closed");
    test.grant("bob", closed, Right.NONE);
    test.file(alice, open, "plan.txt", "first");
    test.file(alice, open, COPY, "other");
    test.file(alice, closed, "secret.txt", "secret");
  }

  @AfterEach
  void close() throws Exception {
    test.close();
  }

  private List<String> archived(Principal who, NodeId folder) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    test.docs(who).archive(folder).write(out, () -> {});
    ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()));
    List<String> found = new ArrayList<>();
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      found.add(entry.getName() + " " + new String(zip.readAllBytes(), UTF_8));
    }
    return found;
  }

  @Test
  void anArchiveHasAllThatItsReaderMaySee() throws Exception {
    assertThat(archived(alice, NodeId.ROOT))
        .containsExactlyInAnyOrder(
            "open/ ",
            "open/plan.txt first",
            "open/" + COPY + " other",
            "closed/ ",
            "closed/secret.txt secret");
    assertThat(archived(bob, NodeId.ROOT))
        .containsExactlyInAnyOrder("open/ ", "open/plan.txt first", "open/" + COPY + " other");
    assertThat(archived(bob, open)).contains("plan.txt first");
  }

  @Test
  void aFolderThatIsNotForTheReaderHasNoArchive() {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> archived(bob, closed))
        .matches(fault -> fault.code().equals("node-unknown"));
  }

  @Test
  void anArchiveEndsWithTheSession() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() ->
            test.docs(alice)
                .archive(NodeId.ROOT)
                .write(
                    out,
                    () -> {
                      throw HubRefusal.unknownNode();
                    }));
  }

  private List<String> past(Principal who, String path, long seq) throws Exception {
    return test.docs(who).versions().past(path, seq).nodes().stream()
        .map(node -> node.name().text())
        .toList();
  }

  @Test
  void aFolderIsSeenAsItOnceWas() throws Exception {
    long before = test.docs(alice).position();
    test.file(alice, open, "later.txt", "later");
    test.change(
        alice, new Change.Move(test.changeId(), open, NodeId.ROOT, new EntryName("renamed"), 1));
    assertThat(past(alice, "/", before)).containsExactly("closed", "open");
    assertThat(past(alice, "/open", before)).containsExactly(COPY, "plan.txt");
    assertThat(past(alice, "/renamed", before + 2)).contains("later.txt");
  }

  @Test
  void thePastShowsNothingThatThePresentHides() throws Exception {
    long before = test.docs(alice).position();
    assertThat(past(bob, "/", before)).containsExactly("open");
    assertThatExceptionOfType(Fault.class).isThrownBy(() -> past(bob, "/closed", before));
    // What bob could have read once, and may not read now, stays hidden too.
    test.grant("bob", open, Right.NONE);
    assertThat(past(bob, "/", before)).isEmpty();
  }

  @Test
  void conflictCopiesAreFoundByThoseWhoMayReadThem() throws Exception {
    assertThat(test.docs(bob).conflictCopies())
        .singleElement()
        .satisfies(node -> assertThat(node.name().text()).isEqualTo(COPY));
    test.grant("bob", open, Right.NONE);
    assertThat(test.docs(bob).conflictCopies()).isEmpty();
  }
}
