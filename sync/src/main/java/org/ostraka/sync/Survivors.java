package org.ostraka.sync;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes outlive a removal, because the other side did something with them or with what they
 * hold: an edit or a move wins over a removal.
 *
 * <p>Seen from one side, "gone" is what was removed there and is still on the other.
 */
final class Survivors {
  private final Map<NodeId, Node> synced;

  /** Where the nodes were removed, and where they still are. */
  private final Tree removedFrom;

  private final Tree stillIn;

  /** The nodes about which the trees differ, until anybody asks: mostly nothing was removed. */
  private Collection<NodeId> unsettled;

  private final Set<NodeId> survivors = new HashSet<>();

  /** Whether a gone node goes with all it holds; asked for many nodes of one folder. */
  private final Map<NodeId, Boolean> removable = new HashMap<>();

  /**
   * Of one side.
   *
   * @param unsettled every node about which the trees differ
   */
  Survivors(
      Map<NodeId, Node> synced, Tree removedFrom, Tree stillIn, Collection<NodeId> unsettled) {
    this.synced = synced;
    this.removedFrom = removedFrom;
    this.stillIn = stillIn;
    this.unsettled = unsettled;
  }

  private void considerAll() {
    unsettled.forEach(this::consider);
    unsettled = List.of();
  }

  private void consider(NodeId id) {
    @Nullable Node still = stillIn.nodeOrNull(id);
    if (still == null) {
      return;
    }
    @Nullable Node before = synced.get(id);
    @Nullable Node other = removedFrom.nodeOrNull(id);
    if (before == null) {
      saveFoldersOf(still);
    } else if (other == null) {
      considerGone(before, still);
    } else if (!still.samePlaceAs(before)) {
      saveFoldersOf(still);
    }
  }

  private void considerGone(Node before, Node still) {
    if (!still.samePlaceAs(before)) {
      stillIn.forSubtree(still.id(), node -> survivors.add(node.id()));
      saveFoldersOf(still);
    } else if (!still.entry().equals(before.entry())) {
      survivors.add(still.id());
      saveFoldersOf(still);
    }
  }

  /** The folders above a node that stays are needed, as far as they were removed. */
  private void saveFoldersOf(Node node) {
    @Nullable Node above = stillIn.nodeOrNull(node.parent());
    while (above != null && !removedFrom.holds(above.id()) && survivors.add(above.id())) {
      above = stillIn.nodeOrNull(above.parent());
    }
  }

  boolean survives(NodeId id) {
    considerAll();
    return survivors.contains(id);
  }

  /** Whether this gone node, and all that it holds, was removed and nothing of it survives. */
  boolean goesWhole(NodeId id) {
    @Nullable Boolean known = removable.get(id);
    if (known == null) {
      known = isGone(id) && stillIn.children(id).stream().allMatch(this::goesWhole);
      removable.put(id, known);
    }
    return known;
  }

  private boolean isGone(NodeId id) {
    return synced.containsKey(id) && !removedFrom.holds(id) && !survives(id);
  }
}
