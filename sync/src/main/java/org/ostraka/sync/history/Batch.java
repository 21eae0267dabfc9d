package org.ostraka.sync.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
 *
 * <p><b>Invariant:</b> a file gets one content in a batch, so that each that it ever had stays in
 * Subversion. What is made and removed again within the window never comes there.
 */
final class Batch {

  /** A commit is as large as this at most, unless a single file is larger. */
  private static final long MAX_BYTES = 256L << 20;

  private final UserName user;
  private final List<JournalRecord> records = new ArrayList<>();
  private final Set<NodeId> nodes = new HashSet<>();

  /** What files hold after this commit, of those that it gives a content. */
  private final Map<NodeId, Content> contents = new HashMap<>();

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
    return user.equals(joining.user())
        && (bytes == 0 || bytes + size(joining) <= MAX_BYTES)
        && !overwrites(joining);
  }

  /** Whether a version that people may want back would be in no commit. */
  private boolean overwrites(JournalRecord joining) {
    @Nullable Content before = contents.get(joining.change().node());
    @Nullable Content after = contentOrNull(joining);
    return before != null && before.size() > 0 && after != null && !after.equals(before);
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
    @Nullable Content content = contentOrNull(joining);
    if (content != null) {
      contents.put(joining.change().node(), content);
    }
  }

  private static long size(JournalRecord joining) {
    @Nullable Content content = contentOrNull(joining);
    return content == null ? 0 : content.size();
  }

  private static @Nullable Content contentOrNull(JournalRecord joining) {
    @Nullable Entry entry =
        switch (joining.change()) {
          case Change.Create create -> create.entry();
          case Change.Edit edit -> edit.entry();
          case Change.Move _, Change.Remove _ -> null;
        };
    return entry instanceof FileEntry file ? file.content() : null;
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
