package org.ostraka.sync;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One desk and its hub without disk and network: makes plans and takes their steps until none is
 * left.
 */
final class ModelDesk {
  private static final CopyNames COPIES =
      new CopyNames(new DeskName("desk"), new UserName("ann"), Instant.EPOCH);

  /** More rounds than a case of this size can need. */
  private static final int MAX_ROUNDS = 120;

  private final RepositoryTree hub;
  private final ThreeTrees trees;
  private long fresh;
  private int copies;

  /** The trees after the pair's edits. */
  ModelDesk(TreePair pair) {
    hub = new RepositoryTree();
    new EditedTree(hub.tree(), 1, hub::apply).edit(pair.base());
    Map<NodeId, Node> synced = new HashMap<>();
    hub.tree().nodes().forEach(node -> synced.put(node.id(), node));
    Tree local = new Tree(hub.tree());
    RepositoryTree here = new RepositoryTree(local, hub.position());
    new EditedTree(local, 2, here::apply).edit(pair.here());
    new EditedTree(hub.tree(), 3, hub::apply).edit(pair.there());
    trees = new ThreeTrees(synced, local, new Tree(hub.tree()));
  }

  Tree here() {
    return trees.local();
  }

  Tree there() {
    return hub.tree();
  }

  Map<NodeId, Node> synced() {
    return trees.synced();
  }

  /** How many conflict names were given. */
  int copies() {
    return copies;
  }

  /** Takes steps until none is left. In every other round the content of some files travels. */
  void settle() {
    for (int round = 1; round < MAX_ROUNDS; round++) {
      boolean quiet = round % 2 == 0;
      int travelling = round / 2;
      Plan plan =
          Plan.reconcile(
              trees, hub.position(), COPIES, id -> !quiet && isFileOfTurn(id, travelling));
      if (quiet && plan.isEmpty()) {
        return;
      }
      plan.steps().forEach(this::take);
    }
    throw new AssertionError("no end: " + Plan.reconcile(trees, hub.position(), COPIES));
  }

  private boolean isFileOfTurn(NodeId id, int turn) {
    boolean isFolder = here().holdsFolder(id) || trees.remote().holdsFolder(id);
    return !isFolder && (id.low() + turn) % 2 == 0;
  }

  private void take(Step step) {
    switch (step) {
      case Step.There there -> ask(there);
      case Step.Here here -> act(here);
      case Step.Book book -> trees.done(book);
    }
  }

  private void ask(Step.There step) {
    Change change = step.change(new ChangeId(9, ++fresh));
    if (hub.apply(change) instanceof Verdict.Accepted(long seq)) {
      trees.done(step, trees.takeIn(seq, change));
    }
  }

  /** Does what a disk can do, in the order of the plan. */
  private void act(Step.Here step) {
    copies += step instanceof Step.GiveWay || step instanceof Step.SetAside ? 1 : 0;
    if (step instanceof Step.MoveHere(NodeId node, NodeId parent, _)
        && (!here().holdsFolder(parent) || here().isWithin(parent, node))) {
      return;
    }
    trees.done(step, new NodeId(8, ++fresh));
  }

  /** What any file of the tree holds. */
  static Set<Content> contents(Tree tree) {
    return contents(tree.nodes());
  }

  static Set<Content> contents(Iterable<Node> nodes) {
    Set<Content> contents = new HashSet<>();
    for (Node node : nodes) {
      if (node.entry() instanceof FileEntry file) {
        contents.add(file.content());
      }
    }
    return contents;
  }

  /** The plan for the trees as they are. */
  List<Step> next() {
    return Plan.reconcile(trees, hub.position(), COPIES).steps();
  }
}
