package org.ostraka.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The making of one plan: what can be done now so that the three trees become equal.
 *
 * <p>The rules, in their order:
 *
 * <ol>
 *   <li>What only one side did is done on the other.
 *   <li>Where both sides put one node at different places, the hub's place holds.
 *   <li>Where both want one name for two nodes, the hub's node has it, and the other takes a
 *       conflict name; equal files, and folders, become one.
 *   <li>Where both edited a file differently, the hub's edit keeps the name, and this desk's
 *       becomes a new file with a conflict name.
 *   <li>An edit, a move and a creation win over a removal.
 * </ol>
 *
 * <p>Each step is possible in the trees as they are, or after the steps before it. What waits for
 * another step is planned next time; when everything waits, as when two nodes swap names, one of
 * them moves out of the way.
 */
final class Reconciliation {
  private final Map<NodeId, Node> synced;
  private final Tree local;
  private final Tree remote;
  private final CopyNames copies;

  /** The journal position up to which {@link #remote} was seen. */
  private final long position;

  private final List<Step> steps = new ArrayList<>();
  private final Survivors keptHere;
  private final Survivors keptThere;
  private final Set<NodeId> madeThere = new HashSet<>();
  private final Set<NodeId> madeHere = new HashSet<>();
  private final Map<NodeId, Set<EntryName>> promised = new HashMap<>();

  /** Moves that wait for a name or a folder. */
  private final List<Step> waiting = new ArrayList<>();

  private final Collection<NodeId> unsettled;

  /**
   * The making of a plan for some nodes.
   *
   * @param unsettled every node about which the trees differ
   */
  Reconciliation(ThreeTrees trees, Collection<NodeId> unsettled, long position, CopyNames copies) {
    this.synced = trees.synced();
    this.local = trees.local();
    this.remote = trees.remote();
    this.position = position;
    this.copies = copies;
    this.unsettled = unsettled;
    this.keptHere = new Survivors(synced, remote, local, unsettled);
    this.keptThere = new Survivors(synced, local, remote, unsettled);
  }

  /**
   * The steps.
   *
   * @param busy the nodes that get none, because something is being done for them already
   */
  Plan plan(Predicate<NodeId> busy) {
    List<NodeId> free = unsettled.stream().filter(busy.negate()).toList();
    inOrder(free).forEach(this::settle);
    if (steps.isEmpty() && free.size() == unsettled.size()) {
      stepAside();
    }
    return new Plan(steps);
  }

  /**
   * Folders before what they hold, on both sides; otherwise by id, so that plans are repeatable.
   */
  private List<NodeId> inOrder(Collection<NodeId> unsettled) {
    record Placed(NodeId id, int depth) {}
    return unsettled.stream()
        .map(id -> new Placed(id, Math.max(local.depth(id), remote.depth(id))))
        .sorted(Comparator.comparingInt(Placed::depth).thenComparing(Placed::id))
        .map(Placed::id)
        .toList();
  }

  private void settle(NodeId id) {
    @Nullable Node before = synced.get(id);
    @Nullable Node mine = local.nodeOrNull(id);
    @Nullable Node theirs = remote.nodeOrNull(id);
    if (mine == null) {
      settleMissingHere(id, before, theirs);
    } else if (theirs == null) {
      settleMissingThere(before, mine);
    } else if (ThreeTrees.same(mine, theirs)) {
      steps.add(new Step.Agree(id));
    } else if (!settlePlace(before, mine, theirs)) {
      settleEntry(before, mine, theirs);
    }
  }

  private void settleMissingHere(NodeId id, @Nullable Node before, @Nullable Node theirs) {
    if (theirs == null) {
      if (before != null) {
        steps.add(new Step.Forget(id));
      }
    } else if (before == null || keptThere.survives(theirs.id())) {
      createHere(theirs);
    } else if (keptThere.goesWhole(theirs.id()) && !keptThere.goesWhole(theirs.parent())) {
      steps.add(new Step.RemoveThere(theirs.id(), position));
    }
  }

  private void settleMissingThere(@Nullable Node before, Node mine) {
    if (before == null) {
      createThere(mine);
    } else if (keptHere.survives(mine.id())) {
      // As if it were new: the next plan makes it again on the hub.
      steps.add(new Step.Forget(mine.id()));
    } else if (keptHere.goesWhole(mine.id()) && !keptHere.goesWhole(mine.parent())) {
      steps.add(new Step.RemoveHere(mine.id()));
    }
  }

  private void createHere(Node theirs) {
    boolean folder = local.holdsFolder(theirs.parent()) || madeHere.contains(theirs.parent());
    // Who holds the name here has a step of its own that gives it up.
    if (folder && local.childOrNull(theirs.parent(), theirs.name()) == null) {
      steps.add(new Step.CreateHere(theirs));
      made(madeHere, theirs);
    }
  }

  private static void made(Set<NodeId> set, Node node) {
    if (node.isFolder()) {
      set.add(node.id());
    }
  }

  private void createThere(Node mine) {
    @Nullable Node holder = remote.childOrNull(mine.parent(), mine.name());
    if (!isFolderThere(mine.parent())) {
      return;
    }
    if (holder == null) {
      steps.add(new Step.CreateThere(mine));
      made(madeThere, mine);
    } else if (keepsName(holder)) {
      if (local.nodeOrNull(holder.id()) == null && isSameThing(mine, holder)) {
        steps.add(new Step.Adopt(mine.id(), holder.id()));
      } else {
        giveWay(mine);
      }
    }
  }

  private boolean isFolderThere(NodeId id) {
    return remote.holdsFolder(id) || madeThere.contains(id);
  }

  private static boolean isSameThing(Node mine, Node theirs) {
    return switch (mine.entry()) {
      case Folder _ -> theirs.isFolder();
      case LinkEntry link -> link.equals(theirs.entry());
      case FileEntry file ->
          theirs.entry() instanceof FileEntry other && file.content().equals(other.content());
    };
  }

  /** Whether the hub's holder of a name that a node here wants will go on holding it. */
  private boolean keepsName(Node holder) {
    @Nullable Node before = synced.get(holder.id());
    @Nullable Node mine = local.nodeOrNull(holder.id());
    if (mine == null) {
      return before == null || keptThere.survives(holder.id());
    }
    // It has another place here: the hub's holds, unless only this desk moved it.
    return before == null || !before.samePlaceAs(holder);
  }

  private void giveWay(Node mine) {
    steps.add(new Step.GiveWay(mine.id(), copyName(mine)));
  }

  private EntryName copyName(Node mine) {
    Set<EntryName> taken = promised.computeIfAbsent(mine.parent(), _ -> new HashSet<>());
    for (int attempt = 1; ; attempt++) {
      EntryName name = copies.name(mine.name(), attempt);
      boolean free =
          local.childOrNull(mine.parent(), name) == null
              && remote.childOrNull(mine.parent(), name) == null;
      if (free && taken.add(name)) {
        return name;
      }
    }
  }

  /** Whether the node's place was not settled, so that its content is not looked at yet. */
  private boolean settlePlace(@Nullable Node before, Node mine, Node theirs) {
    if (mine.samePlaceAs(theirs)) {
      return false;
    }
    if (before != null && before.samePlaceAs(theirs)) {
      moveThere(mine, theirs);
    } else {
      moveHere(mine, theirs);
    }
    return true;
  }

  private void moveThere(Node mine, Node theirs) {
    Step.MoveThere move =
        new Step.MoveThere(mine.id(), mine.parent(), mine.name(), theirs.version());
    @Nullable Node holder = remote.childOrNull(mine.parent(), mine.name());
    if (remote.isWithin(mine.parent(), mine.id())) {
      if (movedThereBelow(mine)) {
        // The hub moved this node's new folder into this node: its moves hold.
        moveHere(mine, theirs);
      }
      waiting.add(move);
    } else if (!isFolderThere(mine.parent())) {
      waiting.add(move);
    } else if (holder == null) {
      steps.add(move);
    } else if (keepsName(holder)) {
      giveWay(mine);
    } else {
      waiting.add(move);
    }
  }

  /** Whether the hub moved anything between the node and the folder that holds it here. */
  private boolean movedThereBelow(Node mine) {
    @Nullable Node at = remote.nodeOrNull(mine.parent());
    while (at != null && !at.id().equals(mine.id())) {
      @Nullable Node before = synced.get(at.id());
      if (before == null || !before.samePlaceAs(at)) {
        return true;
      }
      at = remote.nodeOrNull(at.parent());
    }
    return false;
  }

  private void moveHere(Node mine, Node theirs) {
    Step.MoveHere move = new Step.MoveHere(mine.id(), theirs.parent(), theirs.name());
    boolean folder = local.holdsFolder(theirs.parent()) || madeHere.contains(theirs.parent());
    boolean free = local.childOrNull(theirs.parent(), theirs.name()) == null;
    boolean cycle = local.isWithin(theirs.parent(), mine.id());
    (folder && free && !cycle ? steps : waiting).add(move);
  }

  private void settleEntry(@Nullable Node before, Node mine, Node theirs) {
    if (before != null && before.entry().equals(theirs.entry())) {
      steps.add(new Step.EditThere(mine.id(), mine.entry(), theirs.version()));
    } else if (before != null && before.entry().equals(mine.entry())) {
      steps.add(new Step.EditHere(mine.id(), theirs.entry()));
    } else if (isSameThing(mine, theirs)) {
      steps.add(new Step.EditHere(mine.id(), theirs.entry()));
    } else if (before != null && isSameThing(before, theirs)) {
      // The hub changed attributes alone: the new content goes before them.
      steps.add(new Step.EditThere(mine.id(), mine.entry(), theirs.version()));
    } else if (before != null && isSameThing(before, mine)) {
      steps.add(new Step.EditHere(mine.id(), theirs.entry()));
    } else {
      steps.add(new Step.SetAside(mine.id(), copyName(mine)));
    }
  }

  /**
   * Lets the first move that waits go to a name of its own in the root folder: it is in nobody's
   * way there, and out of any folder that cannot go before it is empty.
   */
  private void stepAside() {
    for (Step step : waiting) {
      @Nullable Step aside =
          switch (step) {
            case Step.MoveThere move -> asideThere(move);
            case Step.MoveHere move -> asideHere(move);
            default -> null;
          };
      if (aside != null) {
        steps.add(aside);
        return;
      }
    }
  }

  private @Nullable Step asideThere(Step.MoveThere move) {
    @Nullable Node node = remote.nodeOrNull(move.node());
    EntryName name = asideName(move.node(), local);
    return node == null || isAt(node, remote.root(), name)
        ? null
        : new Step.MoveThere(node.id(), remote.root(), name, node.version());
  }

  private @Nullable Step asideHere(Step.MoveHere move) {
    @Nullable Node node = local.nodeOrNull(move.node());
    EntryName name = asideName(move.node(), remote);
    return node == null || isAt(node, local.root(), name)
        ? null
        : new Step.MoveHere(node.id(), local.root(), name);
  }

  /** It may have its name of then still, and have been brought into another folder with it. */
  private static boolean isAt(Node node, NodeId folder, EntryName name) {
    return node.parent().equals(folder) && node.name().equals(name);
  }

  /**
   * Where the node is in nobody's way.
   *
   * @param wanted the other side: who saw the node where it waited may have used that name as well
   */
  private static EntryName asideName(NodeId id, Tree wanted) {
    EntryName name = new EntryName(".ostraka-moving-" + id);
    @Nullable Node other = wanted.childOrNull(wanted.root(), name);
    return other == null || other.id().equals(id) ? name : new EntryName(name.text() + "-again");
  }
}
