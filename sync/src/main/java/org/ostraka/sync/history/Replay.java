package org.ostraka.sync.history;

import org.jspecify.annotations.Nullable;
import org.ostraka.sync.Change;
import org.ostraka.sync.Entry;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.NodeId;

/**
 * A journal record taken into a draft. What other clients did may have made the tree in Subversion
 * differ from the hub's; then the record does what it can, and the node is marked for {@link
 * Healing}.
 */
final class Replay {
  private Replay() {}

  static void apply(JournalRecord journalRecord, Draft draft) {
    long seq = journalRecord.seq();
    switch (journalRecord.change()) {
      case Change.Create(_, NodeId node, NodeId parent, EntryName name, Entry entry) ->
          place(Standing.of(node, parent, name, entry, seq), entry, draft);
      case Change.Edit(_, NodeId node, Entry entry, _) -> edit(node, entry, seq, draft);
      case Change.Move(_, NodeId node, NodeId parent, EntryName name, _) ->
          move(node, parent, name, seq, draft);
      case Change.Remove(_, NodeId node, _) -> draft.remove(node);
    }
  }

  /** Puts the node at its place, wherever it was. */
  static void place(Standing node, Entry entry, Draft draft) {
    if (!draft.holdsFolder(node.parent())) {
      draft.doubt(node.id());
      return;
    }
    draft.makeRoom(node.parent(), node.name(), node.id());
    draft.put(node, entry);
  }

  private static void edit(NodeId id, Entry entry, long seq, Draft draft) {
    @Nullable Standing node = draft.nowOrNull(id);
    if (node == null) {
      draft.doubt(id);
    } else {
      draft.put(node.withEntry(entry, seq), entry);
    }
  }

  private static void move(NodeId id, NodeId parent, EntryName name, long seq, Draft draft) {
    @Nullable Standing node = draft.nowOrNull(id);
    if (node == null || !draft.holdsFolder(parent)) {
      draft.doubt(id);
    } else {
      String svnName = SvnNames.toSvn(name);
      draft.makeRoom(parent, svnName, id);
      draft.put(node.withPlace(parent, svnName, seq));
    }
  }
}
