package org.ostraka.sync.account;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryTree;
import org.ostraka.sync.Tree;

/**
 * What one user may do in one repository: at each node the right of the nearest folder above it, or
 * of itself, that has a grant for the user; none where there is no such folder.
 *
 * @param grants by folder: the user's own grant there, else the highest of the user's groups
 */
public record Rights(Map<NodeId, Right> grants) {

  /** Nothing at all. */
  public static final Rights NONE = new Rights(Map.of());

  /** Copies the map. */
  public Rights {
    grants = Map.copyOf(grants);
  }

  /** Which folder a node stands in, or null if there is no such node. */
  @FunctionalInterface
  public interface Parents {
    @Nullable NodeId parentOrNull(NodeId node);
  }

  /** The right at a node, the root included; for a node that is not in the tree, none. */
  public Right at(Tree tree, NodeId node) {
    return at(node, id -> parentOrNull(tree, id));
  }

  private static @Nullable NodeId parentOrNull(Tree tree, NodeId id) {
    @Nullable Node node = tree.nodeOrNull(id);
    return node == null ? null : node.parent();
  }

  /** As {@link #at(Tree, NodeId)}, for nodes that stand, or stood, where {@code parents} says. */
  public Right at(NodeId node, Parents parents) {
    NodeId at = node;
    for (int depth = 0; depth <= RepositoryTree.MAX_DEPTH; depth++) {
      @Nullable Right granted = grants.get(at);
      if (at.equals(NodeId.ROOT)) {
        return granted == null ? Right.NONE : granted;
      }
      @Nullable NodeId parent = parents.parentOrNull(at);
      if (parent == null) {
        return Right.NONE;
      }
      if (granted != null) {
        return granted;
      }
      at = parent;
    }
    return Right.NONE;
  }

  /** Whether the user has at least this right everywhere, whatever the tree. */
  public boolean everywhere(Right right) {
    return grants.getOrDefault(NodeId.ROOT, Right.NONE).includes(right)
        && grants.values().stream().allMatch(granted -> granted.includes(right));
  }

  /** Whether there is any place where the user has at least this right. */
  public boolean anywhere(Right right) {
    return grants.values().stream().anyMatch(granted -> granted.includes(right));
  }

  /** Whether the user has at least this right at the folder and at all below it. */
  public boolean throughout(Tree tree, NodeId folder, Right right) {
    return at(tree, folder).includes(right)
        && grants.entrySet().stream()
            .filter(grant -> !grant.getValue().includes(right))
            .noneMatch(grant -> tree.isWithin(grant.getKey(), folder));
  }

  /** The folders on the way to what the user may read: their names are shown, nothing else. */
  public Set<NodeId> passages(Tree tree) {
    Set<NodeId> passages = new HashSet<>();
    grants.forEach((folder, right) -> {
      if (right.includes(Right.READ)) {
        tree.path(folder).forEach(node -> passages.add(node.id()));
      }
    });
    return passages;
  }
}
