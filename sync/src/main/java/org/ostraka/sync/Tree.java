package org.ostraka.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Nodes under the root folder, found by id and by place. It changes; one thread owns it.
 *
 * <p><b>Invariant:</b> a name is held once in a folder. Parents that do not exist are allowed while
 * a tree is being put together: {@link #isComplete()} tells.
 */
public final class Tree {
  private final NodeId root;
  private final Map<NodeId, Node> nodes = new HashMap<>();
  private final Map<NodeId, Map<EntryName, NodeId>> children = new HashMap<>();

  /** An empty tree of a whole repository. */
  public Tree() {
    this(NodeId.ROOT);
  }

  /**
   * An empty tree of what is in this folder of a repository; the folder itself is no node of it.
   */
  public Tree(NodeId root) {
    this.root = root;
  }

  /** A copy that shares the nodes and changes alone. */
  public Tree(Tree other) {
    this(other.root);
    other.nodes.values().forEach(this::put);
  }

  /** The folder that holds everything and is no node. */
  public NodeId root() {
    return root;
  }

  /** The node, or null if there is none, as for the root. */
  public @Nullable Node nodeOrNull(NodeId id) {
    return nodes.get(id);
  }

  public boolean holds(NodeId id) {
    return nodes.containsKey(id);
  }

  /** Whether it is a folder that is here: the root always is. */
  public boolean holdsFolder(NodeId id) {
    @Nullable Node node = nodes.get(id);
    return id.equals(root) || (node != null && node.isFolder());
  }

  /** The node with this name in this folder, or null. */
  public @Nullable Node childOrNull(NodeId parent, EntryName name) {
    @Nullable NodeId id = children.getOrDefault(parent, Map.of()).get(name);
    return id == null ? null : nodes.get(id);
  }

  /** The ids in the folder, in no order; a view. */
  public Collection<NodeId> children(NodeId parent) {
    return Collections.unmodifiableCollection(children.getOrDefault(parent, Map.of()).values());
  }

  /** Every node, in no order; a view. */
  public Collection<Node> nodes() {
    return Collections.unmodifiableCollection(nodes.values());
  }

  public int size() {
    return nodes.size();
  }

  /**
   * Adds the node, or replaces the one with its id, wherever that stood.
   *
   * @throws IllegalStateException if another node has its place
   */
  public void put(Node node) {
    @Nullable Node holder = childOrNull(node.parent(), node.name());
    if (holder != null && !holder.id().equals(node.id())) {
      throw new IllegalStateException("place taken: " + node + " by " + holder);
    }
    @Nullable Node before = nodes.put(node.id(), node);
    if (before == null || !before.samePlaceAs(node)) {
      if (before != null) {
        leave(before);
      }
      children.computeIfAbsent(node.parent(), _ -> new HashMap<>()).put(node.name(), node.id());
    }
  }

  /** Takes this one node out and leaves what it holds; nothing happens if it is not here. */
  public void remove(NodeId id) {
    @Nullable Node before = nodes.remove(id);
    if (before != null) {
      leave(before);
    }
  }

  private void leave(Node node) {
    @Nullable Map<EntryName, NodeId> siblings = children.get(node.parent());
    if (siblings != null) {
      siblings.remove(node.name());
      if (siblings.isEmpty()) {
        children.remove(node.parent());
      }
    }
  }

  /** Takes the node and all it holds out. */
  public void removeSubtree(NodeId id) {
    subtree(id).forEach(node -> remove(node.id()));
  }

  /** The node and all it holds, parents first; of the root everything; of no node nothing. */
  public List<Node> subtree(NodeId id) {
    List<Node> found = new ArrayList<>();
    forSubtree(id, found::add);
    return found;
  }

  /** Visits the node and all it holds, parents first. The visitor MUST NOT change the tree. */
  public void forSubtree(NodeId id, Consumer<Node> visitor) {
    Deque<NodeId> waiting = new ArrayDeque<>();
    waiting.push(id);
    while (!waiting.isEmpty()) {
      NodeId next = waiting.pop();
      @Nullable Node node = nodes.get(next);
      if (node != null) {
        visitor.accept(node);
      }
      if (node == null ? next.equals(root) : node.isFolder()) {
        waiting.addAll(children(next));
      }
    }
  }

  /** Whether the node is the folder or stands somewhere in it. */
  public boolean isWithin(NodeId id, NodeId folder) {
    NodeId at = id;
    for (int steps = 0; steps <= nodes.size(); steps++) {
      if (at.equals(folder)) {
        return true;
      }
      @Nullable Node node = nodes.get(at);
      if (node == null) {
        return false;
      }
      at = node.parent();
    }
    return false;
  }

  /** The nodes from just below the root down to this one; empty for the root and for no node. */
  public List<Node> path(NodeId id) {
    List<Node> path = new ArrayList<>();
    for (@Nullable Node node = nodes.get(id); node != null; node = nodes.get(node.parent())) {
      path.add(node);
    }
    return path.reversed();
  }

  /** The names from the root down, each after a '/': "/docs/plan.txt"; "/" for the root. */
  public String pathText(NodeId id) {
    if (id.equals(root)) {
      return "/";
    }
    StringBuilder text = new StringBuilder();
    appendPath(text, id);
    return text.toString();
  }

  private void appendPath(StringBuilder text, NodeId id) {
    @Nullable Node node = nodes.get(id);
    if (node != null) {
      appendPath(text, node.parent());
      text.append('/').append(node.name().text());
    }
  }

  /**
   * The folder that names with '/' between them lead to, "" for the root; null if none is there.
   */
  public @Nullable NodeId folderOrNull(String path) {
    NodeId at = root;
    if (path.isEmpty()) {
      return at;
    }
    for (String name : path.split("/", -1)) {
      @Nullable Node next = EntryName.isValid(name) ? childOrNull(at, new EntryName(name)) : null;
      if (next == null || !next.isFolder()) {
        return null;
      }
      at = next.id();
    }
    return at;
  }

  /** How many folders and names are above the node, itself included; 0 for the root. */
  int depth(NodeId id) {
    int depth = 0;
    for (@Nullable Node node = nodes.get(id); node != null; node = nodes.get(node.parent())) {
      depth++;
    }
    return depth;
  }

  /** Whether every parent is a folder that is here. */
  public boolean isComplete() {
    return nodes.values().stream().allMatch(node -> holdsFolder(node.parent()));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    forSubtree(
        root,
        node -> text.append(pathText(node.id())).append(' ').append(node.entry()).append('\n'));
    return text.toString();
  }
}
