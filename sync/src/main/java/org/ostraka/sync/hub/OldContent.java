package org.ostraka.sync.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.Content;
import org.ostraka.sync.Entry;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.history.History;
import org.ostraka.sync.history.HistoryPoint;

/**
 * What files held earlier: from the chunks while they are here, and out of Subversion once they
 * were collected.
 */
final class OldContent {
  private static final int MOST = 10_000;

  private final OpenRepository open;

  OldContent(OpenRepository open) {
    this.open = open;
  }

  /**
   * One content of a file.
   *
   * @param record that gave it to the file
   * @param revision that has the record; empty while none has, or the history cannot be asked
   * @param kept whether it can be had: of several in one revision, only the last is there
   */
  record Old(JournalRecord record, Entry entry, OptionalLong revision, boolean kept) {}

  /** All that a file held, newest first. */
  List<Old> of(NodeId node) throws IOException, Fault {
    List<Old> all = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (JournalRecord record : open.live().journal().ofNode(node, MOST)) {
      Optional<Entry> entry = entryOf(record.change());
      if (entry.isPresent()) {
        OptionalLong revision = revisionOf(record.seq());
        boolean last = revision.isPresent() && seen.add(revision.getAsLong());
        all.add(new Old(record, entry.get(), revision, last || isHere(entry.get())));
      }
    }
    return all;
  }

  private static Optional<Entry> entryOf(Change change) {
    return switch (change) {
      case Change.Create create -> Optional.of(create.entry());
      case Change.Edit edit -> Optional.of(edit.entry());
      case Change.Move _, Change.Remove _ -> Optional.empty();
    };
  }

  private OptionalLong revisionOf(long seq) {
    try {
      return open.history().ask(it -> it.revisionOf(seq));
    } catch (IOException | Fault _) {
      return OptionalLong.empty();
    }
  }

  /** The youngest record in the revisions up to this one. */
  long recordAt(long revision) throws IOException, Fault {
    return open.history().ask(it -> it.recordAt(revision));
  }

  private boolean isHere(Entry entry) {
    List<Digest> chunks = Changes.chunks(entry).stream().map(ChunkRef::digest).toList();
    return open.live().chunks().missing(chunks).isEmpty();
  }

  /** What the file held after a record; empty if it was not there yet. */
  Optional<Old> at(NodeId node, long seq) throws IOException, Fault {
    return of(node).stream().filter(old -> old.record().seq() <= seq).findFirst();
  }

  /** Writes what the file held. */
  void write(NodeId node, Entry entry, OptionalLong revision, OutputStream out)
      throws IOException, Fault {
    if (isHere(entry)) {
      for (ChunkRef chunk : Changes.chunks(entry)) {
        out.write(open.live().chunks().content(chunk.digest()));
      }
    } else {
      read(node, revision.orElseThrow(HubRefusal::versionGone), out);
    }
  }

  private void read(NodeId node, long revision, OutputStream out) throws IOException, Fault {
    boolean _ =
        open.history()
            .ask((History history) -> {
              history.read(node, new HistoryPoint.Revision(revision), out);
              return true;
            });
  }

  /** The changes, with the content that they name brought back where it was collected. */
  List<Change> had(List<Change> changes, long seq) throws IOException, Fault {
    List<Change> had = new ArrayList<>(changes.size());
    for (Change change : changes) {
      had.add(had(change, seq));
    }
    return had;
  }

  private Change had(Change change, long seq) throws IOException, Fault {
    return switch (change) {
      case Change.Create(var id, var node, var parent, var name, Entry entry) ->
          new Change.Create(id, node, parent, name, had(node, entry, seq));
      case Change.Edit(var id, var node, Entry entry, long against) ->
          new Change.Edit(id, node, had(node, entry, seq), against);
      case Change.Move _, Change.Remove _ -> change;
    };
  }

  /** What came with the same revision counts as the same moment. */
  private Entry had(NodeId node, Entry entry, long seq) throws IOException, Fault {
    if (!(entry instanceof FileEntry file) || isHere(entry)) {
      return entry;
    }
    OptionalLong revision = at(node, seq).map(Old::revision).orElse(OptionalLong.empty());
    open.space().require(file.content().size(), HubLimits.USUAL);
    ChunkPack pack = new ChunkPack(open.live().chunks());
    try (ChunkSink sink = new ChunkSink(pack)) {
      read(node, revision.orElseThrow(HubRefusal::versionGone), sink.out());
      Content content = sink.finish();
      pack.put();
      return new FileEntry(content, file.executable(), file.modifiedMillis());
    }
  }
}
