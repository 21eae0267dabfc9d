package org.ostraka.sync.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ostraka.sync.Change;
import org.ostraka.sync.Content;
import org.ostraka.sync.Entry;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.UserName;

/**
 * Records of one user that become one commit, in their order.
 *
 * <p>Users who work at the same time interleave in the journal. So that not every record becomes a
 * commit, a creation or edit may join its user's earlier batch when no batch in between could
 * notice: it touches none of their nodes, and none of them moves or removes anything.
 */
final class Batch {

  /** A commit is as large as this at most, unless a single file is larger. */
  private static final long MAX_BYTES = 256L << 20;

  private final UserName user;
  private final List<JournalRecord> records = new ArrayList<>();
  private final Set<NodeId> nodes = new HashSet<>();
  private boolean moves;
  private long bytes;

  private Batch(UserName user) {
    this.user = user;
  }

  /** Cuts the records into batches, to be committed in this order. */
  static List<Batch> cut(List<JournalRecord> records) {
    List<Batch> batches = new ArrayList<>();
    for (JournalRecord each : records) {
      batchFor(each, batches).add(each);
    }
    return batches;
  }

  private static Batch batchFor(JournalRecord joining, List<Batch> batches) {
    for (Batch batch : batches.reversed()) {
      if (batch.takes(joining)) {
        return batch;
      }
      if (!batch.ignores(joining)) {
        break;
      }
    }
    Batch fresh = new Batch(joining.user());
    batches.add(fresh);
    return fresh;
  }

  private boolean takes(JournalRecord joining) {
    return user.equals(joining.user()) && (bytes == 0 || bytes + size(joining) <= MAX_BYTES);
  }

  /** Whether this batch may as well come after the record. */
  private boolean ignores(JournalRecord joining) {
    return !moves
        && switch (joining.change()) {
          case Change.Create create ->
              !nodes.contains(create.node()) && !nodes.contains(create.parent());
          case Change.Edit edit -> !nodes.contains(edit.node());
          case Change.Move _, Change.Remove _ -> false;
        };
  }

  private void add(JournalRecord joining) {
    records.add(joining);
    nodes.add(joining.change().node());
    moves |= joining.change() instanceof Change.Move || joining.change() instanceof Change.Remove;
    bytes += size(joining);
  }

  private static long size(JournalRecord joining) {
    return switch (joining.change()) {
      case Change.Create create -> size(create.entry());
      case Change.Edit edit -> size(edit.entry());
      case Change.Move _, Change.Remove _ -> 0;
    };
  }

  private static long size(Entry entry) {
    return entry instanceof FileEntry(Content content, _, _) ? content.size() : 0;
  }

  UserName user() {
    return user;
  }

  List<JournalRecord> records() {
    return List.copyOf(records);
  }

  /** When the last of them was made. */
  Instant time() {
    return records.getLast().time();
  }

  RecordSet positions() {
    return RecordSet.of(records.stream().map(JournalRecord::seq).toList());
  }

  /** The first line of the commit's message. */
  String message() {
    List<String> desks = records.stream().map(each -> each.desk().text()).distinct().toList();
    String changes = records.size() == 1 ? "1 change" : records.size() + " changes";
    return "%s on %s".formatted(changes, String.join(", ", desks));
  }
}
