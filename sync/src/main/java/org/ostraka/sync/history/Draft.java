package org.ostraka.sync.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.Entry;
import org.ostraka.sync.NodeId;

/**
 * The tree in Subversion with changes over it that are not committed yet. Reading sees the changes;
 * {@code base} sees what is committed.
 */
final class Draft {
  private final CommittedTree committed;

  /** Empty where a node is gone. */
  private final Map<NodeId, Optional<Standing>> changed = new LinkedHashMap<>();

  /** The changed nodes that are here, by folder and name. */
  private final Map<NodeId, Map<String, NodeId>> taken = new HashMap<>();

  private final Map<NodeId, Entry> entries = new HashMap<>();
  private final Set<NodeId> doubtful = new LinkedHashSet<>();

  Draft(CommittedTree committed) {
    this.committed = committed;
  }

  @Nullable Standing baseOrNull(NodeId id) {
    return committed.nodeOrNull(id);
  }

  @Nullable Standing nowOrNull(NodeId id) {
    return changed.containsKey(id)
        ? changed.getOrDefault(id, Optional.empty()).orElse(null)
        : committed.nodeOrNull(id);
  }

  @Nullable Standing baseChildOrNull(NodeId parent, String name) {
    return committed.childOrNull(parent, name);
  }

  boolean holdsFolder(NodeId id) {
    @Nullable Standing node = nowOrNull(id);
    return id.equals(NodeId.ROOT) || (node != null && node.isFolder());
  }

  @Nullable Standing childOrNull(NodeId parent, String name) {
    @Nullable NodeId newcomer = taken.getOrDefault(parent, Map.of()).get(name);
    if (newcomer != null) {
      return nowOrNull(newcomer);
    }
    @Nullable Standing child = committed.childOrNull(parent, name);
    return child == null || changed.containsKey(child.id()) ? null : child;
  }

  Collection<Standing> children(NodeId parent) {
    List<Standing> found = new ArrayList<>();
    for (Standing child : committed.children(parent)) {
      if (!changed.containsKey(child.id())) {
        found.add(child);
      }
    }
    for (NodeId id : taken.getOrDefault(parent, Map.of()).values()) {
      changed.getOrDefault(id, Optional.empty()).ifPresent(found::add);
    }
    return found;
  }

  /** Puts the node there; what had its place must have left before. */
  void put(Standing node) {
    leave(node.id());
    changed.put(node.id(), Optional.of(node));
    @Nullable NodeId before =
        taken.computeIfAbsent(node.parent(), _ -> new HashMap<>()).put(node.name(), node.id());
    if (before != null) {
      throw new IllegalStateException("two nodes at one place: " + node.id() + ", " + before);
    }
  }

  /** Puts the node there with this entry, whose bytes a commit will need. */
  void put(Standing node, Entry entry) {
    put(node);
    entries.put(node.id(), entry);
  }

  private void leave(NodeId id) {
    @Nullable Standing before = nowOrNull(id);
    if (before != null) {
      @Nullable Map<String, NodeId> siblings = taken.get(before.parent());
      if (siblings != null) {
        siblings.remove(before.name(), id);
      }
    }
  }

  /** Takes the node and all it holds out. */
  void remove(NodeId id) {
    subtree(id).reversed().forEach(node -> removeOne(node.id()));
  }

  private void removeOne(NodeId id) {
    leave(id);
    changed.put(id, Optional.empty());
    entries.remove(id);
  }

  /** The node and all it holds, parents first; nothing if it is not here. */
  List<Standing> subtree(NodeId id) {
    @Nullable Standing top = nowOrNull(id);
    if (top == null) {
      return List.of();
    }
    List<Standing> found = new ArrayList<>();
    Deque<Standing> waiting = new ArrayDeque<>(List.of(top));
    while (!waiting.isEmpty()) {
      Standing next = waiting.pop();
      found.add(next);
      if (next.isFolder()) {
        waiting.addAll(children(next.id()));
      }
    }
    return found;
  }

  /** Makes room at the place, for another node than this one: who is there takes a free name. */
  void makeRoom(NodeId parent, String name, NodeId newcomer) {
    @Nullable Standing holder = childOrNull(parent, name);
    if (holder != null && !holder.id().equals(newcomer)) {
      doubt(holder.id());
      String mark = holder.id().toString();
      put(holder.withPlace(parent, SvnNames.aside(name, mark), holder.version()));
    }
  }

  /** Remembers that the node may stand otherwise than in the hub; see {@link Healing}. */
  void doubt(NodeId id) {
    doubtful.add(id);
  }

  Set<NodeId> doubtful() {
    return Collections.unmodifiableSet(doubtful);
  }

  /** The nodes that were put or removed, in the order in which that happened first. */
  Set<NodeId> touched() {
    return Collections.unmodifiableSet(changed.keySet());
  }

  /** What to write for the node, or null if nobody said. */
  @Nullable Entry entryOrNull(NodeId id) {
    return entries.get(id);
  }

  /** The path from '/', without one at its end; "" for the root. */
  String path(NodeId id) {
    Deque<String> names = new ArrayDeque<>();
    for (Standing at = nowOrNull(id); at != null; at = nowOrNull(at.parent())) {
      names.push(at.name());
    }
    return names.isEmpty() ? "" : "/" + String.join("/", names);
  }

  String basePath(NodeId id) {
    return committed.path(id);
  }

  /** The node at the path as it is now, or null; "" is none. */
  @Nullable Standing atPathOrNull(String path) {
    @Nullable Standing found = null;
    NodeId at = NodeId.ROOT;
    for (String name : path.isEmpty() ? new String[0] : path.substring(1).split("/", -1)) {
      found = childOrNull(at, name);
      if (found == null) {
        return null;
      }
      at = found.id();
    }
    return found;
  }
}
