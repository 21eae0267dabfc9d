package org.ostraka.sync;

/**
 * A file, folder or link at its place in a tree. The root folder is no node.
 *
 * @param version number of the journal record that last changed it; 0 if the hub never saw it
 */
public record Node(NodeId id, NodeId parent, EntryName name, Entry entry, long version) {

  /** Checks that the root stays the root. */
  public Node {
    if (id.equals(NodeId.ROOT) || id.equals(parent)) {
      throw new IllegalArgumentException("node " + id + ": the root and itself hold nothing up");
    }
    if (version < 0) {
      throw new IllegalArgumentException("version " + version + ": must not be negative");
    }
  }

  public boolean isFolder() {
    return entry instanceof Folder;
  }

  /** The node with another entry of the same kind. */
  public Node withEntry(Entry other) {
    return new Node(id, parent, name, other, version);
  }

  /** The node at another place. */
  public Node withPlace(NodeId newParent, EntryName newName) {
    return new Node(id, newParent, newName, entry, version);
  }

  /** The node as of another journal record. */
  public Node withVersion(long newVersion) {
    return new Node(id, parent, name, entry, newVersion);
  }

  /** Whether both have the same parent and name. */
  public boolean samePlaceAs(Node other) {
    return parent.equals(other.parent) && name.equals(other.name);
  }
}
