package org.ostraka.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
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

  @Test
  void copiesNameDeskUserAndTimeAndFitAnyDisk() {
    CopyNames copies =
        new CopyNames(
            new DeskName("laptop"), new UserName("ann"), Instant.parse("2026-11-22T07:15:30Z"));
    assertThat(copies.name(new EntryName("plan.txt"), 1))
        .hasToString("plan (conflict of laptop, ann, 2026-11-22 07.15.30).txt");
    assertThat(copies.name(new EntryName(".profile"), 2))
        .hasToString(".profile (conflict of laptop, ann, 2026-11-22 07.15.30 2)");
    assertThat(copies.name(new EntryName("é".repeat(127)), 1).text()).endsWith("30)");
  }
}
