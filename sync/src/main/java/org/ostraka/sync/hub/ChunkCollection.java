package org.ostraka.sync.hub;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.Entry;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.NodeId;

/**
 * Finds the chunks of one repository that nothing needs, and frees their room. Needed are those of
 * the files that are there, those of journal records that the history lacks, and whatever somebody
 * sends, asks for or names between the two steps: an upload under way is left in peace.
 */
final class ChunkCollection {
  private static final int STEP = 2_000;

  private final OpenRepository open;

  ChunkCollection(OpenRepository open) {
    this.open = open;
  }

  /**
   * The first step: says what is needed, in small steps that delay nobody.
   *
   * @return whether it is known; not where the history cannot say how far it is
   */
  boolean begin() throws IOException, Fault {
    open.live().chunks().beginCollection();
    if (open.history().status(0).trouble().isPresent()) {
      return false;
    }
    // Read before the nodes are: what is written meanwhile was named, and is wanted by that.
    long written = open.history().ask(it -> it.status().position());
    Journal journal = open.live().journal();
    List<Journal.Held> nodes = journal.nodesAfter(NodeId.ROOT, STEP);
    while (!nodes.isEmpty()) {
      nodes.forEach(node -> want(node.entry()));
      nodes = journal.nodesAfter(nodes.getLast().id(), STEP);
    }
    List<JournalRecord> records = journal.after(written, STEP);
    while (!records.isEmpty()) {
      records.forEach(record -> want(Changes.chunks(record.change())));
      records = journal.after(records.getLast().seq(), STEP);
    }
    return true;
  }

  private void want(Entry entry) {
    want(Changes.chunks(entry));
  }

  private void want(List<ChunkRef> chunks) {
    Set<Digest> _ = open.live().chunks().missing(chunks.stream().map(ChunkRef::digest).toList());
  }

  /**
   * The second step, long after the first: frees the room of what nobody wanted since.
   *
   * @return the bytes that are free now
   */
  long end() throws IOException, Fault {
    Set<Integer> poor = open.live().chunks().poorSegments();
    if (poor.isEmpty()) {
      return 0;
    }
    open.live().chunks().clear(poor);
    return open.live().whileNobodyNames(() -> open.live().chunks().drop(poor));
  }
}
