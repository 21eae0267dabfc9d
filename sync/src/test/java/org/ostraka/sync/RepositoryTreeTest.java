package org.ostraka.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The hub's decisions, on this repository:
 *
 * <pre>
 * /            positions
 * ├── docs/        1
 * │   └── plan     2
 * └── attic/       3
 * </pre>
 */
final class RepositoryTreeTest {
  private static final NodeId DOCS = new NodeId(0, 1);
  private static final NodeId PLAN = new NodeId(0, 2);
  private static final NodeId ATTIC = new NodeId(0, 3);
  private static final NodeId OTHER = new NodeId(0, 4);
  private static final FileEntry EMPTY_FILE = new FileEntry(Content.EMPTY, false, 1);
  private static final FileEntry EDITED = new FileEntry(Content.EMPTY, true, 2);

  private final RepositoryTree repository = new RepositoryTree();
  private long ids;

  @BeforeEach
  void fill() {
    accepted(create(DOCS, NodeId.ROOT, "docs", Folder.FOLDER));
    accepted(create(PLAN, DOCS, "plan", EMPTY_FILE));
    accepted(create(ATTIC, NodeId.ROOT, "attic", Folder.FOLDER));
  }

  @Test
  void acceptedChangesAreNumberedWithoutAGap() {
    assertThat(repository.position()).isEqualTo(3);
    assertThat(accepted(move(PLAN, ATTIC, "plan", 2))).isEqualTo(4);
    assertThat(repository.tree().pathText(PLAN)).isEqualTo("/attic/plan");
  }

  @Test
  void aChangeSentAgainIsAcceptedOnce() {
    Change edit = new Change.Edit(id(), PLAN, EDITED, 2);
    assertThat(accepted(edit)).isEqualTo(4);
    assertThat(accepted(edit)).isEqualTo(4);
    assertThat(repository.position()).isEqualTo(4);
  }

  @Test
  void whatWasDecidedWithoutKnowingTheLatestIsStale() {
    accepted(new Change.Edit(id(), PLAN, EDITED, 2));
    refused(Refusal.STALE, new Change.Edit(id(), PLAN, EMPTY_FILE, 2));
    refused(Refusal.STALE, move(PLAN, ATTIC, "plan", 2));
    refused(Refusal.STALE, new Change.Remove(id(), DOCS, 3));
  }

  @Test
  void aFolderThatReceivedSomethingUnseenIsNotRemoved() {
    accepted(move(PLAN, ATTIC, "plan", 2));
    refused(Refusal.STALE, new Change.Remove(id(), ATTIC, 3));
    accepted(new Change.Remove(id(), ATTIC, 4));
    assertThat(repository.tree().size()).isEqualTo(1);
  }

  @Test
  void aNameIsHeldOnceInAFolder() {
    refused(Refusal.NAME_TAKEN, create(OTHER, DOCS, "plan", EMPTY_FILE));
    refused(Refusal.NAME_TAKEN, move(ATTIC, NodeId.ROOT, "docs", 3));
    accepted(create(OTHER, DOCS, "Plan", EMPTY_FILE));
  }

  @Test
  void aFolderIsNotMovedIntoItself() {
    accepted(move(ATTIC, DOCS, "attic", 3));
    refused(Refusal.CYCLE, move(DOCS, ATTIC, "docs", 1));
    refused(Refusal.CYCLE, move(DOCS, DOCS, "docs", 1));
  }

  @Test
  void aChangeNeedsItsNodeAndItsFolder() {
    refused(Refusal.NODE_GONE, new Change.Edit(id(), OTHER, EDITED, 2));
    refused(Refusal.NODE_GONE, new Change.Remove(id(), OTHER, 3));
    refused(Refusal.NODE_TAKEN, create(PLAN, ATTIC, "new", EMPTY_FILE));
    refused(Refusal.PARENT_GONE, move(PLAN, OTHER, "plan", 2));
    refused(Refusal.WRONG_KIND, create(OTHER, PLAN, "below", EMPTY_FILE));
    refused(Refusal.WRONG_KIND, new Change.Edit(id(), PLAN, new LinkEntry("docs"), 2));
  }

  @Test
  void pathsHaveALimitHoweverTheyGrow() {
    NodeId above = NodeId.ROOT;
    for (int depth = 1; depth <= RepositoryTree.MAX_DEPTH; depth++) {
      NodeId next = new NodeId(1, depth);
      accepted(create(next, above, "deep", Folder.FOLDER));
      above = next;
    }
    refused(Refusal.TOO_DEEP, create(OTHER, above, "deeper", EMPTY_FILE));
    refused(Refusal.TOO_DEEP, move(new NodeId(1, 1), ATTIC, "deep", 4));
  }

  @Test
  void theRootIsNeverChanged() {
    assertThatThrownBy(() -> new Change.Remove(id(), NodeId.ROOT, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private ChangeId id() {
    return new ChangeId(0, ++ids);
  }

  private Change create(NodeId node, NodeId parent, String name, Entry entry) {
    return new Change.Create(id(), node, parent, new EntryName(name), entry);
  }

  private Change move(NodeId node, NodeId parent, String name, long against) {
    return new Change.Move(id(), node, parent, new EntryName(name), against);
  }

  private long accepted(Change change) {
    assertThat(repository.apply(change)).isInstanceOf(Verdict.Accepted.class);
    return ((Verdict.Accepted) repository.apply(change)).seq();
  }

  private void refused(Refusal reason, Change change) {
    String before = repository.tree().toString();
    assertThat(repository.apply(change)).isEqualTo(Verdict.refused(reason));
    assertThat(repository.tree()).hasToString(before);
  }
}
