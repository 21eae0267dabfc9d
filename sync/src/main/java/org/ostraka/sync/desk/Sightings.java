package org.ostraka.sync.desk;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;

/** What the disk last showed of each node, and which node an inode was. */
final class Sightings {
  private final Map<NodeId, Seen> seen = new HashMap<>();

  /** An inode that is here stands for the node that was seen with it last. */
  private final Map<Long, NodeId> byInode = new HashMap<>();

  /**
   * Folders that have another inode than they had: if the old one turns up elsewhere in this look,
   * the folder has moved, and what stands in its place is new.
   */
  private final Map<Long, NodeId> former = new HashMap<>();

  @Nullable Seen seenOrNull(NodeId id) {
    return seen.get(id);
  }

  /** The node that was seen as this, as far as an inode can tell, or null. */
  @Nullable NodeId nodeOrNull(Seen now) {
    return byInode.getOrDefault(now.inode(), former.get(now.inode()));
  }

  void note(NodeId id, Seen now) {
    @Nullable Seen before = seen.put(id, now);
    if (before != null && before.inode() != now.inode()) {
      byInode.remove(before.inode(), id);
      if (now.kind() == Seen.Kind.FOLDER) {
        former.put(before.inode(), id);
      }
    }
    byInode.put(now.inode(), id);
  }

  void forget(NodeId id) {
    @Nullable Seen was = seen.remove(id);
    if (was != null) {
      byInode.remove(was.inode(), id);
    }
  }

  /** What comes next may have nothing to do with it. */
  void endLook() {
    former.clear();
  }

  /** Inodes are used again: a file must also have kept its size and time. */
  boolean isSame(Node node, Seen now) {
    @Nullable Seen then = seen.get(node.id());
    return then != null
        && now.isKindOf(node.entry())
        && (node.isFolder() || now.sameContentAs(then));
  }

  /**
   * Whether a file stands where the file was. Editors put the old one aside and write the new one
   * in its place: that is the file that people mean.
   */
  static boolean isFileAgain(Node node, Seen atOldPlace) {
    return !node.isFolder() && atOldPlace.isKindOf(node.entry());
  }

  /** The node whose content is the same, with the permission that it has now. */
  static Node asIs(Node node, Seen now) {
    return node.entry() instanceof FileEntry file
        ? node.withEntry(new FileEntry(file.content(), now.executable(), file.modifiedMillis()))
        : node;
  }
}
