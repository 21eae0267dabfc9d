package org.ostraka.sync.hub;

import org.jspecify.annotations.Nullable;
import org.ostraka.sync.Change;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.Refusal;
import org.ostraka.sync.Tree;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.account.Rights;

/**
 * Whether a user's rights allow a change. What the user may not see is refused in the words for
 * what does not exist.
 */
final class Permission {
  private final Rights rights;
  private final Tree tree;

  Permission(Rights rights, Tree tree) {
    this.rights = rights;
    this.tree = tree;
  }

  /** Why the change is not allowed, or null if it is, as far as rights go. */
  @Nullable Refusal refusalOrNull(Change change) {
    if (rights.everywhere(Right.WRITE)) {
      return null;
    }
    return switch (change) {
      case Change.Create create -> ofParent(create.parent());
      case Change.Edit edit -> ofNode(edit.node());
      case Change.Move move -> ofMove(move);
      case Change.Remove remove -> ofWhole(remove.node());
    };
  }

  private @Nullable Refusal ofParent(NodeId parent) {
    return refusal(rights.at(tree, parent), Refusal.PARENT_GONE);
  }

  private @Nullable Refusal ofNode(NodeId node) {
    return refusal(rights.at(tree, node), Refusal.NODE_GONE);
  }

  private static @Nullable Refusal refusal(Right right, Refusal unseen) {
    if (!right.includes(Right.READ)) {
      return unseen;
    }
    return right.includes(Right.WRITE) ? null : Refusal.NO_RIGHT;
  }

  private @Nullable Refusal ofMove(Change.Move move) {
    @Nullable Refusal whole = ofWhole(move.node());
    return whole == null ? ofParent(move.parent()) : whole;
  }

  /** Taking a folder from its place changes all in it, and the folder that it leaves. */
  private @Nullable Refusal ofWhole(NodeId id) {
    @Nullable Refusal own = ofNode(id);
    @Nullable Node node = tree.nodeOrNull(id);
    if (own != null || node == null) {
      return own;
    }
    boolean leaves = rights.at(tree, node.parent()).includes(Right.WRITE);
    return leaves && rights.throughout(tree, id, Right.WRITE) ? null : Refusal.NO_RIGHT;
  }
}
