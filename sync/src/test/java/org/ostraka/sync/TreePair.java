package org.ostraka.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * A generated case: what both sides had in common, and what was then done on each.
 *
 * @param base edits that make the common tree
 * @param here edits on this desk
 * @param there edits by others on the hub
 */
record TreePair(List<TreeEdit> base, List<TreeEdit> here, List<TreeEdit> there) {

  static TreePair generate(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new TreePair(
        edits(random, random.nextInt(9), true),
        edits(random, random.nextInt(6), false),
        edits(random, random.nextInt(6), false));
  }

  private static List<TreeEdit> edits(SplittableRandom random, int count, boolean base) {
    TreeEdit.What[] all = TreeEdit.What.values();
    List<TreeEdit> edits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TreeEdit.What what = all[random.nextInt(base ? 2 : all.length)];
      edits.add(new TreeEdit(what, random.nextInt(64), random.nextInt(64), random.nextInt(4)));
    }
    return edits;
  }

  /** The smallest case, got by leaving out edits, that still fails. */
  TreePair shrink(Predicate<TreePair> fails) {
    for (TreePair smaller : smaller()) {
      if (fails.test(smaller)) {
        return smaller.shrink(fails);
      }
    }
    return this;
  }

  private List<TreePair> smaller() {
    List<TreePair> smaller = new ArrayList<>();
    without(there).forEach(list -> smaller.add(new TreePair(base, here, list)));
    without(here).forEach(list -> smaller.add(new TreePair(base, list, there)));
    without(base).forEach(list -> smaller.add(new TreePair(list, here, there)));
    return smaller;
  }

  private static List<List<TreeEdit>> without(List<TreeEdit> edits) {
    List<List<TreeEdit>> lists = new ArrayList<>();
    for (int i = 0; i < edits.size(); i++) {
      List<TreeEdit> list = new ArrayList<>(edits);
      list.remove(i);
      lists.add(list);
    }
    return lists;
  }
}
