package org.ostraka.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Reconciliation over generated pairs of trees: it ends, both sides are equal then, what only one
 * side had is still there, and nobody's work is renamed when only one side worked.
 *
 * <p>{@code -Dostraka.seeds=N} runs N pairs, {@code -Dostraka.seed=S} only one.
 */
final class ReconcileTest {
  private static final int PAIRS = 100_000;
  private static final CopyNames COPIES =
      new CopyNames(
          new DeskName("laptop"), new UserName("ann"), Instant.parse("2026-11-22T07:15:30Z"));

  @Test
  void generatedPairsBecomeEqualAndLoseNothing() {
    Long only = Long.getLong("ostraka.seed");
    if (only != null) {
      prove(only);
      return;
    }
    long pairs = Long.getLong("ostraka.seeds", PAIRS);
    LongStream.rangeClosed(1, pairs).parallel().forEach(ReconcileTest::prove);
  }

  private static void prove(long seed) {
    TreePair pair = TreePair.generate(seed);
    if (failure(pair) != null) {
      TreePair small = pair.shrink(smaller -> failure(smaller) != null);
      throw new AssertionError(
          "seed %d, smallest case %s%nhere%n%s%nthere%n%s"
              .formatted(seed, small, new ModelDesk(small).here(), new ModelDesk(small).there()),
          failure(small));
    }
  }

  private static @Nullable Throwable failure(TreePair pair) {
    try {
      check(pair);
      return null;
    } catch (AssertionError | RuntimeException e) {
      return e;
    }
  }

  private static void check(TreePair pair) {
    ModelDesk desk = new ModelDesk(pair);
    Tree here = new Tree(desk.here());
    Tree there = new Tree(desk.there());
    Set<Content> needed = needed(desk);
    desk.settle();
    requireEqual(desk);
    if (!ModelDesk.contents(desk.here()).containsAll(needed)) {
      throw new AssertionError("content was lost:\n" + desk.here());
    }
    if (pair.here().isEmpty()) {
      requireUnchanged(there, desk);
    }
    if (pair.there().isEmpty()) {
      requireUnchanged(here, desk);
    }
  }

  /** Every content that one side made, or that both sides left in a file. */
  private static Set<Content> needed(ModelDesk desk) {
    Set<Content> before = ModelDesk.contents(desk.synced().values());
    Set<Content> needed = new HashSet<>(ModelDesk.contents(desk.here()));
    needed.addAll(ModelDesk.contents(desk.there()));
    needed.removeAll(before);
    for (Node node : desk.here().nodes()) {
      @Nullable Node theirs = desk.there().nodeOrNull(node.id());
      if (theirs != null && node.entry().equals(theirs.entry())) {
        needed.addAll(ModelDesk.contents(Set.of(node)));
      }
    }
    return needed;
  }

  private static void requireEqual(ModelDesk desk) {
    requireSame("not equal", desk.here(), desk.there());
    for (Node node : desk.there().nodes()) {
      if (!node.equals(desk.synced().get(node.id()))) {
        throw new AssertionError("not what both have: " + desk.synced());
      }
    }
    if (!desk.here().isComplete() || desk.synced().size() != desk.here().size()) {
      throw new AssertionError("a folder is missing: " + desk.here());
    }
  }

  private static void requireSame(String what, Tree one, Tree other) {
    boolean same = one.size() == other.size();
    for (Node node : one.nodes()) {
      same &= ThreeTrees.same(node, other.nodeOrNull(node.id()));
    }
    if (!same) {
      throw new AssertionError(what + ":\n" + one + "and\n" + other);
    }
  }

  private static void requireUnchanged(Tree worked, ModelDesk desk) {
    requireSame("only one side worked", worked, desk.here());
    if (desk.copies() > 0) {
      throw new AssertionError("only one side worked, and a name was changed: " + desk.here());
    }
  }

  /** Someone saw a file where it waited, and put it into a folder that has its name of then. */
  @Test
  void aFileThatKeptItsNameOfWaitingMakesRoomForAFolderOfThatName() {
    NodeId id = new NodeId(1, 2);
    EntryName waiting = new EntryName(".ostraka-moving-" + id);
    FileEntry file = new FileEntry(Content.of(List.of()), false, 0);
    Node above = new Node(new NodeId(1, 1), NodeId.ROOT, new EntryName("a"), Folder.FOLDER, 1);
    Node before = new Node(id, above.id(), waiting, file, 2);
    Node made = new Node(new NodeId(1, 3), above.id(), waiting, Folder.FOLDER, 0);
    Tree here = tree(above, made, before.withPlace(made.id(), waiting));
    Map<NodeId, Node> synced = new HashMap<>(Map.of(above.id(), above, id, before));
    ThreeTrees trees = new ThreeTrees(synced, here, tree(above, before));
    assertThat(Plan.reconcile(trees, 2, COPIES).steps())
        .containsExactly(new Step.MoveThere(id, NodeId.ROOT, waiting, 2));
  }

  private static Tree tree(Node... nodes) {
    Tree tree = new Tree();
    Stream.of(nodes).forEach(tree::put);
    return tree;
  }

  @Test
  void copiesNameDeskUserAndTimeAndFitAnyDisk() {
    assertThat(COPIES.name(new EntryName("plan.txt"), 1))
        .hasToString("plan (conflict of laptop, ann, 2026-11-22 07.15.30).txt");
    assertThat(COPIES.name(new EntryName(".profile"), 2))
        .hasToString(".profile (conflict of laptop, ann, 2026-11-22 07.15.30 2)");
    assertThat(COPIES.name(new EntryName("é".repeat(127)), 1).text()).endsWith("30)");
  }
}
