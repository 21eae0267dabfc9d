package org.ostraka.sync;

/**
 * One step towards three equal trees. Each is possible by itself when the plan is made; after any
 * of them succeeded {@link ThreeTrees} is told, and what a failed one was for is planned anew.
 *
 * <p>"There" is on the hub, "here" on this desk's disk; the other steps only keep the books.
 */
public sealed interface Step {

  /** The node that it is about, by the id it has before the step. */
  NodeId node();

  /** A step that the hub is asked for. */
  sealed interface There extends Step permits CreateThere, EditThere, MoveThere, RemoveThere {

    /** The change to ask for, under this id. */
    Change change(ChangeId id);

    /** The step that asked for the change. */
    static There of(Change change) {
      return switch (change) {
        case Change.Create(_, NodeId node, NodeId parent, EntryName name, Entry entry) ->
            new CreateThere(new Node(node, parent, name, entry, 0));
        case Change.Edit(_, NodeId node, Entry entry, long against) ->
            new EditThere(node, entry, against);
        case Change.Move(_, NodeId node, NodeId parent, EntryName name, long against) ->
            new MoveThere(node, parent, name, against);
        case Change.Remove(_, NodeId node, long against) -> new RemoveThere(node, against);
      };
    }
  }

  /** A step on this desk's disk. */
  sealed interface Here extends Step
      permits CreateHere, EditHere, MoveHere, RemoveHere, GiveWay, SetAside {}

  /** A step in the books alone. */
  sealed interface Book extends Step permits Agree, Forget, Adopt {}

  /** The hub gets a node that it does not have. */
  record CreateThere(Node made) implements There {
    @Override
    public NodeId node() {
      return made.id();
    }

    @Override
    public Change change(ChangeId id) {
      return new Change.Create(id, made.id(), made.parent(), made.name(), made.entry());
    }
  }

  /** The hub gets this desk's content or attributes. */
  record EditThere(NodeId node, Entry entry, long against) implements There {
    @Override
    public Change change(ChangeId id) {
      return new Change.Edit(id, node, entry, against);
    }
  }

  /** The hub moves a node to where it is here, or out of the way of another. */
  record MoveThere(NodeId node, NodeId parent, EntryName name, long against) implements There {
    @Override
    public Change change(ChangeId id) {
      return new Change.Move(id, node, parent, name, against);
    }
  }

  /** The hub removes a node with all it holds. */
  record RemoveThere(NodeId node, long against) implements There {
    @Override
    public Change change(ChangeId id) {
      return new Change.Remove(id, node, against);
    }
  }

  /** The disk gets a node that only the hub has. */
  record CreateHere(Node made) implements Here {
    @Override
    public NodeId node() {
      return made.id();
    }
  }

  /** The disk gets the hub's content or attributes. */
  record EditHere(NodeId node, Entry entry) implements Here {}

  /** The disk gets the hub's place for a node, or one out of the way of another. */
  record MoveHere(NodeId node, NodeId parent, EntryName name) implements Here {}

  /** The disk loses a node with all it holds. */
  record RemoveHere(NodeId node) implements Here {}

  /** A node whose name the hub gave to another takes a clearly different one, here first. */
  record GiveWay(NodeId node, EntryName name) implements Here {}

  /** A file edited on both sides becomes, as it is here, a new file beside the hub's. */
  record SetAside(NodeId node, EntryName name) implements Here {}

  /** Both sides have become equal by themselves. */
  record Agree(NodeId node) implements Book {}

  /** Neither side needs to be compared with what was before. */
  record Forget(NodeId node) implements Book {}

  /** What is here under an id of its own is the same as the hub's node, and takes that id. */
  record Adopt(NodeId node, NodeId theirs) implements Book {}
}
