package org.ostraka.sync.hub;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.Tree;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.account.Rights;

/** Folders as one user may see them: what is hidden is not there. */
final class FolderView {
  private final Tree tree;
  private final Rights rights;
  private final Set<NodeId> passages;

  FolderView(Tree tree, Rights rights) {
    this.tree = tree;
    this.rights = rights;
    this.passages = rights.passages(tree);
  }

  private boolean isVisible(NodeId id) {
    return id.equals(NodeId.ROOT)
        ? rights.anywhere(Right.READ)
        : passages.contains(id) || rights.at(tree, id).includes(Right.READ);
  }

  /** Sorted by name; empty if there is no such folder to be seen. */
  Optional<List<Node>> list(NodeId folder) {
    if (!tree.holdsFolder(folder) || !isVisible(folder)) {
      return Optional.empty();
    }
    List<Node> found = new ArrayList<>();
    for (NodeId child : tree.children(folder)) {
      @Nullable Node node = tree.nodeOrNull(child);
      if (node != null && isVisible(child)) {
        found.add(node);
      }
    }
    found.sort(Comparator.comparing(Node::name));
    return Optional.of(found);
  }

  /** All in a folder and below it, parents first; empty if there is no such folder to be seen. */
  Optional<List<Archive.Item>> all(NodeId folder) {
    List<Archive.Item> items = new ArrayList<>();
    return list(folder).isPresent() ? Optional.of(gather(folder, "", items)) : Optional.empty();
  }

  private List<Archive.Item> gather(NodeId folder, String path, List<Archive.Item> items) {
    for (Node node : list(folder).orElse(List.of())) {
      items.add(new Archive.Item(path + node.name(), node));
      gather(node.id(), path + node.name() + "/", items);
    }
    return items;
  }

  Optional<NodeId> resolve(String path) {
    NodeId at = NodeId.ROOT;
    for (String name : path.split("/", -1)) {
      if (!name.isEmpty()) {
        @Nullable Node next =
            EntryName.isValid(name) ? tree.childOrNull(at, new EntryName(name)) : null;
        if (next == null || !isVisible(next.id())) {
          return Optional.empty();
        }
        at = next.id();
      }
    }
    return Optional.of(at);
  }
}
