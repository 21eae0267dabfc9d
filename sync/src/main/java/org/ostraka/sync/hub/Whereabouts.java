package org.ostraka.sync.hub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryTree;
import org.ostraka.sync.Tree;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.account.Rights;

/** Where nodes of a repository stand or, if they are gone, stood last, and who may read there. */
final class Whereabouts {
  private final LiveRepository live;
  private final Rights rights;

  /**
   * The view of one user.
   *
   * @param rights that the user has
   */
  Whereabouts(LiveRepository live, Rights rights) {
    this.live = live;
    this.rights = rights;
  }

  /** The user's right where the node stands, or stood last. */
  Right rightAt(NodeId node) throws IOException, Fault {
    List<NodeId> way = new ArrayList<>(List.of(node));
    for (Journal.Place step : steps(node)) {
      way.add(step.parent());
    }
    return rights.at(node, id -> next(way, id));
  }

  private static @Nullable NodeId next(List<NodeId> way, NodeId id) {
    int at = way.indexOf(id) + 1;
    return at < way.size() ? way.get(at) : null;
  }

  /** The repository as it once was, with the rights of now. */
  FolderView past(Tree before) {
    return new FolderView(before, rights);
  }

  boolean mayRead(NodeId node) throws IOException, Fault {
    return rightAt(node).includes(Right.READ);
  }

  /** Whether the node is the folder, or stands or stood in it. */
  boolean isWithin(NodeId node, NodeId folder) throws IOException, Fault {
    return node.equals(folder)
        || steps(node).stream().anyMatch(step -> step.parent().equals(folder));
  }

  /** The path from the root, such as {@code /docs/plan.txt}, as far as it is known. */
  String path(NodeId node) throws IOException, Fault {
    StringBuilder path = new StringBuilder();
    steps(node).forEach(step -> path.insert(0, "/" + step.name()));
    return path.isEmpty() ? "/" : path.toString();
  }

  /** From the node up to the root. */
  private List<Journal.Place> steps(NodeId node) throws IOException, Fault {
    List<Journal.Place> steps = new ArrayList<>();
    NodeId at = node;
    Optional<Journal.Place> place = place(at);
    while (place.isPresent() && steps.size() < RepositoryTree.MAX_DEPTH) {
      steps.add(place.get());
      at = place.get().parent();
      place = place(at);
    }
    return steps;
  }

  private Optional<Journal.Place> place(NodeId node) throws IOException, Fault {
    if (node.equals(NodeId.ROOT)) {
      return Optional.empty();
    }
    @Nullable Node present = live.look(tree -> tree.nodeOrNull(node));
    return present == null
        ? live.journal().lastPlace(node)
        : Optional.of(new Journal.Place(present.parent(), present.name()));
  }

  /** The node that stands at the path or, if none does, stood there last; empty if none ever. */
  Optional<NodeId> find(List<EntryName> path) throws IOException, Fault {
    NodeId at = NodeId.ROOT;
    for (EntryName name : path) {
      NodeId folder = at;
      @Nullable Node present = live.look(tree -> tree.childOrNull(folder, name));
      Optional<NodeId> next =
          present == null ? live.journal().lastNamed(folder, name) : Optional.of(present.id());
      if (next.isEmpty()) {
        return next;
      }
      at = next.get();
    }
    return Optional.of(at);
  }
}
