package org.ostraka.sync;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a desk knows of one folder: as it is here, as the hub has it, and as both last had it. One
 * thread owns it.
 *
 * <p><b>Invariant:</b> a node about which the three differ is among {@link #unsettled()}.
 */
public final class ThreeTrees {
  private final Map<NodeId, Node> synced;
  private final Tree local;
  private final Tree remote;
  private final Set<NodeId> unsettled = new HashSet<>();
  private Set<NodeId> touched = new HashSet<>();

  /**
   * Three trees of the same folder; they belong to this object from now on.
   *
   * @param synced what both last had in common: no tree, for moves may be half done, but its nodes
   */
  public ThreeTrees(Map<NodeId, Node> synced, Tree local, Tree remote) {
    this.synced = synced;
    this.local = local;
    this.remote = remote;
    synced.values().forEach(this::look);
    local.nodes().forEach(this::look);
    remote.nodes().forEach(this::look);
  }

  /** What both last had in common, to look at. */
  public Map<NodeId, Node> synced() {
    return Collections.unmodifiableMap(synced);
  }

  /** What is here, to look at. */
  public Tree local() {
    return local;
  }

  /** What the hub has, to look at. */
  public Tree remote() {
    return remote;
  }

  /** The nodes about which the trees may differ, in no order; a view. */
  public Collection<NodeId> unsettled() {
    return Collections.unmodifiableSet(unsettled);
  }

  /** The nodes that changed in any of the trees since this was asked last. */
  public Set<NodeId> takeTouched() {
    Set<NodeId> taken = touched;
    touched = new HashSet<>();
    return taken;
  }

  public boolean isSettled() {
    return unsettled.isEmpty();
  }

  /** A node was found here, in this form and place. */
  public void putLocal(Node node) {
    local.put(node);
    look(node);
  }

  /** A node is here no more, nor what it held. */
  public void removeLocal(NodeId id) {
    remove(local, local.subtree(id));
  }

  /** The hub has this node in this form and place. */
  public void putRemote(Node node) {
    remote.put(node);
    look(node);
  }

  /** The hub has the node no more, nor what it held. */
  public void removeRemote(NodeId id) {
    remove(remote, remote.subtree(id));
  }

  /**
   * If the hub has the node as it is here, both have agreed on it now, whatever the hub says of it
   * next. So what arrived here just before a crash is not taken for an edit after it.
   *
   * @return the node that was the same under an id of its own, which is this one's now, or null
   */
  public @Nullable NodeId meet(NodeId id) {
    @Nullable Node theirs = remote.nodeOrNull(id);
    @Nullable Node mine = theirs == null ? null : local.childOrNull(theirs.parent(), theirs.name());
    if (theirs == null || mine == null || !mine.entry().equals(theirs.entry())) {
      return null;
    }
    if (mine.id().equals(id)) {
      putSynced(theirs);
      return null;
    }
    if (remote.holds(mine.id()) || local.holds(id)) {
      return null;
    }
    synced.remove(mine.id());
    adopt(mine.id(), id);
    putSynced(theirs);
    return mine.id();
  }

  /**
   * The hub was brought back from an older copy, and the remote tree shows it: what both last had
   * in common is what they had after this record. What came here after it is as if it were done
   * here: nothing of it goes because the hub has it no more.
   *
   * @param fork the last journal record that the hub still has as this desk knew it; 0 for none
   */
  public void goBack(long fork) {
    for (Node before : List.copyOf(synced.values())) {
      @Nullable Node theirs = remote.nodeOrNull(before.id());
      if (theirs != null && (theirs.version() <= fork || same(theirs, before))) {
        putSynced(theirs);
      } else if (before.version() > fork) {
        synced.remove(before.id());
        look(before);
      }
    }
  }

  /** The hub's node is out of sight; what it holds waits for a folder. */
  public void removeRemoteAlone(NodeId id) {
    remote.remove(id);
    look(id);
  }

  /**
   * The hub accepted this change.
   *
   * @return the nodes that a removal took along
   */
  public List<Node> takeIn(long seq, Change change) {
    switch (change) {
      case Change.Create(_, NodeId id, NodeId parent, EntryName name, Entry entry) ->
          putRemote(new Node(id, parent, name, entry, seq));
      case Change.Edit(_, NodeId id, Entry entry, _) ->
          putRemote(there(id).withEntry(entry).withVersion(seq));
      case Change.Move(_, NodeId id, NodeId parent, EntryName name, _) ->
          putRemote(there(id).withPlace(parent, name).withVersion(seq));
      case Change.Remove(_, NodeId id, _) -> {
        List<Node> gone = remote.subtree(id);
        remove(remote, gone);
        return gone;
      }
    }
    return List.of();
  }

  private void remove(Tree tree, List<Node> nodes) {
    for (Node node : nodes) {
      tree.remove(node.id());
      look(node);
    }
  }

  private void look(Node node) {
    look(node.id());
  }

  private void look(NodeId id) {
    touched.add(id);
    @Nullable Node theirs = remote.nodeOrNull(id);
    if (same(theirs, local.nodeOrNull(id)) && Objects.equals(theirs, synced.get(id))) {
      unsettled.remove(id);
    } else {
      unsettled.add(id);
    }
  }

  static boolean same(@Nullable Node one, @Nullable Node other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.samePlaceAs(other) && one.entry().equals(other.entry());
  }

  /**
   * The hub has taken the step, and the remote tree shows it already.
   *
   * @param removed for a removal the nodes that it took along, else none
   */
  public void done(Step.There step, Collection<Node> removed) {
    NodeId id = step.node();
    @Nullable Node before = synced.get(id);
    @Nullable Node theirs = remote.nodeOrNull(id);
    long version = theirs == null ? 0 : theirs.version();
    switch (step) {
      case Step.CreateThere(Node made) -> putSynced(made.withVersion(version));
      case Step.EditThere(_, Entry entry, _) -> {
        if (before != null) {
          putSynced(before.withEntry(entry).withVersion(version));
        }
      }
      case Step.MoveThere(_, NodeId parent, EntryName name, _) -> {
        if (before != null) {
          putSynced(before.withPlace(parent, name).withVersion(version));
        }
      }
      case Step.RemoveThere _ -> removeSynced(removed);
    }
    look(id);
  }

  /**
   * The disk has taken the step.
   *
   * @param fresh the id of the new file that {@link Step.SetAside} makes; others do not use it
   */
  public void done(Step.Here step, NodeId fresh) {
    NodeId id = step.node();
    @Nullable Node theirs = remote.nodeOrNull(id);
    switch (step) {
      case Step.CreateHere(Node made) -> {
        local.put(made);
        putSynced(made);
      }
      case Step.EditHere(_, Entry entry) -> {
        local.put(here(id).withEntry(entry));
        putSynced(before(id).withEntry(entry).withVersion(theirs == null ? 0 : theirs.version()));
      }
      case Step.MoveHere(_, NodeId parent, EntryName name) -> {
        local.put(here(id).withPlace(parent, name));
        if (synced.containsKey(id)) {
          putSynced(before(id).withPlace(parent, name));
        }
      }
      case Step.RemoveHere _ -> {
        List<Node> gone = local.subtree(id);
        remove(local, gone);
        removeSynced(gone);
      }
      case Step.GiveWay(_, EntryName name) ->
          local.put(here(id).withPlace(here(id).parent(), name));
      case Step.SetAside(_, EntryName name) -> {
        Node mine = here(id);
        local.remove(id);
        putLocal(new Node(fresh, mine.parent(), name, mine.entry(), 0));
      }
    }
    look(id);
  }

  /** The books follow the step. */
  public void done(Step.Book step) {
    switch (step) {
      case Step.Agree(NodeId id) -> putSynced(Objects.requireNonNull(remote.nodeOrNull(id)));
      case Step.Forget(NodeId id) -> synced.remove(id);
      case Step.Adopt(NodeId id, NodeId theirs) -> adopt(id, theirs);
    }
    look(step.node());
  }

  private void adopt(NodeId id, NodeId theirs) {
    Node mine = here(id);
    List<NodeId> held = List.copyOf(local.children(id));
    local.remove(id);
    look(id);
    putLocal(new Node(theirs, mine.parent(), mine.name(), mine.entry(), 0));
    for (NodeId child : held) {
      putLocal(here(child).withPlace(theirs, here(child).name()));
    }
  }

  private void putSynced(Node node) {
    synced.put(node.id(), node);
    look(node);
  }

  private void removeSynced(Collection<Node> nodes) {
    for (Node node : nodes) {
      synced.remove(node.id());
      look(node);
    }
  }

  private Node here(NodeId id) {
    return Objects.requireNonNull(local.nodeOrNull(id), "a step on what is not here");
  }

  private Node there(NodeId id) {
    return Objects.requireNonNull(remote.nodeOrNull(id), "the hub changed what it does not have");
  }

  private Node before(NodeId id) {
    @Nullable Node before = synced.get(id);
    return before == null ? here(id) : before;
  }
}
