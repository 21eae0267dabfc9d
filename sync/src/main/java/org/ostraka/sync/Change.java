package org.ostraka.sync;

/**
 * One step that a desk asks the hub to take. Each names what its desk had seen, so that the hub can
 * refuse what was decided without knowing the latest.
 */
public sealed interface Change {

  ChangeId id();

  /** The node that it is about. */
  NodeId node();

  /** A new file, folder or link under an id that the tree does not hold. */
  record Create(ChangeId id, NodeId node, NodeId parent, EntryName name, Entry entry)
      implements Change {

    /** Checks that the root is not created. */
    public Create {
      requireNotRoot(node);
    }
  }

  /**
   * Other content, attributes or target for a file or link; its kind stays.
   *
   * @param against the node's version that the desk had seen
   */
  record Edit(ChangeId id, NodeId node, Entry entry, long against) implements Change {

    /** Checks that the root is not edited. */
    public Edit {
      requireNotRoot(node);
    }
  }

  /**
   * Another parent or name, with all that the node holds.
   *
   * @param against the node's version that the desk had seen
   */
  record Move(ChangeId id, NodeId node, NodeId parent, EntryName name, long against)
      implements Change {

    /** Checks that the root is not moved. */
    public Move {
      requireNotRoot(node);
    }
  }

  /**
   * The end of a node and of all that it holds.
   *
   * @param against the journal position up to which the desk had seen the repository: the hub
   *     refuses if anything in the node changed or arrived later
   */
  record Remove(ChangeId id, NodeId node, long against) implements Change {

    /** Checks that the root is not removed. */
    public Remove {
      requireNotRoot(node);
    }
  }

  private static void requireNotRoot(NodeId node) {
    if (node.equals(NodeId.ROOT)) {
      throw new IllegalArgumentException("the root folder is never changed itself");
    }
  }
}
