package org.ostraka.sync.history;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;

/**
 * Makes nodes in Subversion again as they are in the hub, after the hub refused what another client
 * had committed: the refused version stays in the history, and in a conflict copy if it had
 * content.
 */
final class Healing {
  private final Draft draft;
  private final HistorySource source;

  Healing(Draft draft, HistorySource source) {
    this.draft = draft;
    this.source = source;
  }

  void heal(NodeId id) throws IOException, Fault {
    @Nullable Node node = source.nodeOrNull(id);
    if (node == null) {
      draft.remove(id);
      return;
    }
    if (!draft.holdsFolder(node.parent())) {
      heal(node.parent());
    }
    place(node);
  }

  private void place(Node node) throws IOException, Fault {
    boolean missing = draft.nowOrNull(node.id()) == null;
    Replay.place(Standing.of(node), node.entry(), draft);
    if (missing && node.isFolder()) {
      for (Node child : source.children(node.id())) {
        place(child);
      }
    }
  }
}
