package org.ostraka.sync.hub;

import java.util.HashSet;
import java.util.Set;
import org.ostraka.sync.Extent;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.Tree;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.account.Rights;

/**
 * What one user sees of one tree, within what a desk asks for: nodes that may be read, and the bare
 * folders on the way to them and to what was chosen.
 */
final class Sight {
  private final Tree tree;
  private final Rights rights;
  private final Extent extent;
  private final Set<NodeId> passages;

  Sight(Tree tree, Rights rights, Extent extent) {
    this.tree = tree;
    this.rights = rights;
    this.extent = extent;
    this.passages = new HashSet<>(rights.passages(tree));
    for (NodeId chosen : extent.only()) {
      if (rights.at(tree, chosen).includes(Right.READ)) {
        tree.path(chosen).forEach(node -> passages.add(node.id()));
      }
    }
  }

  boolean sees(Node node) {
    if (!isBelowBase(node)) {
      return false;
    }
    if (extent.only().isEmpty()) {
      return passages.contains(node.id()) || mayRead(node);
    }
    boolean chosen = extent.only().stream().anyMatch(it -> tree.isWithin(node.id(), it));
    return chosen ? passages.contains(node.id()) || mayRead(node) : isOnTheWayToChosen(node);
  }

  private boolean mayRead(Node node) {
    return rights.at(tree, node.id()).includes(Right.READ);
  }

  private boolean isBelowBase(Node node) {
    return extent.base().equals(NodeId.ROOT)
        || (!node.id().equals(extent.base()) && tree.isWithin(node.id(), extent.base()));
  }

  private boolean isOnTheWayToChosen(Node node) {
    return passages.contains(node.id())
        && extent.only().stream().anyMatch(it -> tree.isWithin(it, node.id()));
  }

  /** Whether the node is a bare folder on the way to something. */
  boolean isPassage(Node node) {
    return passages.contains(node.id()) && sees(node);
  }
}
