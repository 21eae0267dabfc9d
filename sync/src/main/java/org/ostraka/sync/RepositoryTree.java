package org.ostraka.sync;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A repository as its journal makes it: decides for each change whether it is accepted, and takes
 * it in. No disk, clock or rights: the hub asks for those around it. One thread owns it.
 *
 * <p><b>Invariants:</b> every parent is a folder that is here; names are unique in a folder; no
 * folder holds itself; the same changes in the same order make the same tree.
 */
public final class RepositoryTree {

  /** The most names in a path. */
  public static final int MAX_DEPTH = 256;

  /** How many accepted changes are known again when they are sent again. */
  public static final int REMEMBERED_CHANGES = 1 << 16;

  private final Tree tree;
  private final SequencedMap<ChangeId, Long> accepted = new LinkedHashMap<>();
  private long position;

  /** An empty repository. */
  public RepositoryTree() {
    this(new Tree(), 0);
  }

  /**
   * A repository as it stands after some journal record.
   *
   * @param nodes everything in it; the tree belongs to this object from now on
   * @param position the last record's number, 0 for none
   */
  public RepositoryTree(Tree nodes, long position) {
    if (!nodes.isComplete()) {
      throw new IllegalArgumentException("a node of the repository has no folder");
    }
    this.tree = nodes;
    this.position = position;
  }

  /** The nodes, to look at: changing them breaks the repository. */
  public Tree tree() {
    return tree;
  }

  /** The number of the last accepted change; 0 before the first. */
  public long position() {
    return position;
  }

  /** Decides on the change and, if it is accepted, takes it in. */
  public Verdict apply(Change change) {
    Verdict verdict = judge(change);
    if (verdict instanceof Verdict.Accepted(long seq) && seq > position) {
      takeIn(seq, change);
    }
    return verdict;
  }

  /** What {@link #apply} would say now; nothing changes. */
  public Verdict judge(Change change) {
    @Nullable Long before = accepted.get(change.id());
    if (before != null) {
      return new Verdict.Accepted(before);
    }
    @Nullable Refusal refusal =
        switch (change) {
          case Change.Create create -> refusal(create);
          case Change.Edit edit -> refusal(edit);
          case Change.Move move -> refusal(move);
          case Change.Remove remove -> refusal(remove);
        };
    return refusal == null ? new Verdict.Accepted(position + 1) : Verdict.refused(refusal);
  }

  /**
   * Takes in a record of the journal that was accepted earlier, without asking again.
   *
   * @param seq its position, after all taken in before
   */
  public void takeIn(long seq, Change change) {
    position = seq;
    remember(seq, change.id());
    switch (change) {
      case Change.Create(_, NodeId node, NodeId parent, EntryName name, Entry entry) ->
          tree.put(new Node(node, parent, name, entry, seq));
      case Change.Edit(_, NodeId node, Entry entry, _) ->
          tree.put(require(node).withEntry(entry).withVersion(seq));
      case Change.Move(_, NodeId node, NodeId parent, EntryName name, _) ->
          tree.put(require(node).withPlace(parent, name).withVersion(seq));
      case Change.Remove(_, NodeId node, _) -> tree.removeSubtree(node);
    }
  }

  /** Knows an earlier record's change again, as after a restart. Oldest first. */
  public void remember(long seq, ChangeId change) {
    accepted.put(change, seq);
    if (accepted.size() > REMEMBERED_CHANGES) {
      accepted.remove(accepted.sequencedKeySet().getFirst());
    }
  }

  private Node require(NodeId id) {
    @Nullable Node node = tree.nodeOrNull(id);
    if (node == null) {
      throw new IllegalStateException("the journal changes node " + id + ", which is not here");
    }
    return node;
  }

  private @Nullable Refusal refusal(Change.Create create) {
    if (tree.holds(create.node())) {
      return Refusal.NODE_TAKEN;
    }
    return refusalOfPlace(create.node(), create.parent(), create.name(), 1);
  }

  private @Nullable Refusal refusal(Change.Edit edit) {
    @Nullable Node node = tree.nodeOrNull(edit.node());
    if (node == null) {
      return Refusal.NODE_GONE;
    }
    if (node.version() != edit.against()) {
      return Refusal.STALE;
    }
    boolean kept = node.entry().sameKindAs(edit.entry()) && !node.isFolder();
    return kept ? null : Refusal.WRONG_KIND;
  }

  private @Nullable Refusal refusal(Change.Move move) {
    @Nullable Node node = tree.nodeOrNull(move.node());
    if (node == null) {
      return Refusal.NODE_GONE;
    }
    if (node.version() != move.against()) {
      return Refusal.STALE;
    }
    if (tree.isWithin(move.parent(), move.node())) {
      return Refusal.CYCLE;
    }
    boolean stays = node.parent().equals(move.parent());
    // The height is asked for only where it may matter: a renamed folder is as deep as before.
    return refusalOfPlace(move.node(), move.parent(), move.name(), stays ? 1 : height(node));
  }

  private @Nullable Refusal refusalOfPlace(NodeId id, NodeId parent, EntryName name, int height) {
    if (!parent.equals(NodeId.ROOT) && !tree.holds(parent)) {
      return Refusal.PARENT_GONE;
    }
    if (!tree.holdsFolder(parent)) {
      return Refusal.WRONG_KIND;
    }
    @Nullable Node holder = tree.childOrNull(parent, name);
    if (holder != null && !holder.id().equals(id)) {
      return Refusal.NAME_TAKEN;
    }
    return tree.depth(parent) + height > MAX_DEPTH ? Refusal.TOO_DEEP : null;
  }

  private int height(Node node) {
    int above = tree.depth(node.parent());
    return tree.subtree(node.id()).stream()
        .mapToInt(below -> tree.depth(below.id()) - above)
        .max()
        .orElse(1);
  }

  private @Nullable Refusal refusal(Change.Remove remove) {
    if (!tree.holds(remove.node())) {
      return Refusal.NODE_GONE;
    }
    boolean[] stale = {false};
    tree.forSubtree(remove.node(), node -> stale[0] |= node.version() > remove.against());
    return stale[0] ? Refusal.STALE : null;
  }
}
