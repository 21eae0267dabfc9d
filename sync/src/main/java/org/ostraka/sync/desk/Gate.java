package org.ostraka.sync.desk;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.Plan;
import org.ostraka.sync.Step;
import org.ostraka.sync.ThreeTrees;

/**
 * Stops a session before it tells the hub to remove more than half of what there is: an unmounted
 * disk or a slip looks the same. Removals that come from the hub are not stopped, for somebody
 * meant them elsewhere, and history keeps what they took.
 */
final class Gate {

  /** Below this many entries a half is soon removed. */
  private static final int FEW = 10;

  /** So many entries may be all there is, and go. */
  private static final int ONE_GO = 2;

  private final ThreeTrees trees;
  private @Nullable String halted;
  private boolean gone;
  private boolean opened;

  Gate(ThreeTrees trees) {
    this.trees = trees;
  }

  /** Why the session stands still, or null. */
  @Nullable String haltedOrNull() {
    return halted;
  }

  /** The directory is not there. */
  void vanished() {
    gone = true;
    halted =
        "the folder is not there, or is not the one that was added: bring it back (is its disk"
            + " mounted?), then 'sync resume'; or have it made again: 'sync restore FOLDER'";
  }

  /** Whether it is the directory itself that is missing. */
  boolean isGone() {
    return gone;
  }

  /**
   * It goes on.
   *
   * @param removing also with the removals that halted it
   */
  void open(boolean removing) {
    halted = null;
    gone = false;
    opened = removing;
  }

  /** More than half of many, or all of whatever is more than somebody removes in one go. */
  private static boolean isTooMuch(int removed, int before) {
    return removed * 2 > before && (before >= FEW || (removed >= before && before > ONE_GO));
  }

  /**
   * Whether the plan may be carried out.
   *
   * @param allTold whether nothing else is missing that a later plan may remove
   */
  boolean lets(Plan plan, boolean allTold) {
    Set<NodeId> removed = new HashSet<>();
    plan.steps(Step.RemoveThere.class)
        .forEach(step -> trees.remote().forSubtree(step.node(), node -> removed.add(node.id())));
    int before = trees.synced().size();
    if (removed.isEmpty()) {
      // What went while it stood still comes in the next plan: it was meant too.
      opened &= !allTold;
    } else if (!opened && isTooMuch(removed.size(), before)) {
      halted =
          ("%d of %d entries are gone from this folder: 'sync resume' removes them everywhere,"
                  + " 'sync restore' on the folder brings them back")
              .formatted(removed.size(), before);
      return false;
    }
    return true;
  }
}
