package org.ostraka.sync.hub;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.Entry;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Folder;
import org.ostraka.sync.LinkEntry;
import org.ostraka.sync.Node;
import org.ostraka.sync.Tree;

/** What the hub asks of a change. */
final class Changes {

  private Changes() {}

  /** The chunks that it gives a file. */
  static List<ChunkRef> chunks(Change change) {
    return switch (change) {
      case Change.Create create -> chunks(create.entry());
      case Change.Edit edit -> chunks(edit.entry());
      case Change.Move _, Change.Remove _ -> List.of();
    };
  }

  static List<ChunkRef> chunks(Entry entry) {
    return switch (entry) {
      case FileEntry file -> file.content().chunks();
      case Folder _, LinkEntry _ -> List.of();
    };
  }

  /** By how many bytes files become longer, as they stand now. */
  static long growth(Tree tree, Change change) {
    return switch (change) {
      case Change.Create create -> bytes(create.entry());
      case Change.Edit edit -> {
        @Nullable Node now = tree.nodeOrNull(edit.node());
        yield Math.max(0, bytes(edit.entry()) - (now == null ? 0 : bytes(now.entry())));
      }
      case Change.Move _, Change.Remove _ -> 0;
    };
  }

  private static long bytes(Entry entry) {
    return chunks(entry).stream().mapToLong(ChunkRef::length).sum();
  }

  /** How much memory it takes, roughly, in chunk references. */
  static int weight(Change change) {
    return 4 + chunks(change).size();
  }

  /** Cut into lists that one call may bring. */
  static List<List<Change>> batches(List<Change> changes) {
    List<List<Change>> batches = new ArrayList<>();
    List<Change> batch = new ArrayList<>();
    int refs = 0;
    for (Change change : changes) {
      int more = chunks(change).size();
      boolean full =
          batch.size() == HubLimits.USUAL.changes() || refs + more > HubLimits.USUAL.chunkRefs();
      if (full && !batch.isEmpty()) {
        batches.add(batch);
        batch = new ArrayList<>();
        refs = 0;
      }
      batch.add(change);
      refs += more;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
