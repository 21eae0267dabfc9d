package org.ostraka.bench.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.Content;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.Entry;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Folder;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.UserName;
import org.ostraka.sync.Verdict;
import org.ostraka.sync.history.ContentSink;
import org.ostraka.sync.history.HistorySource;

/** A journal in which one user creates many files, a hundred in a folder. Nothing else happens. */
final class ManyFiles implements HistorySource {
  private static final int IN_A_FOLDER = 100;

  private final List<JournalRecord> journal = new ArrayList<>();
  private final byte[] bytes;

  ManyFiles(int files, int fileBytes) {
    bytes = new byte[fileBytes];
    new Random(1).nextBytes(bytes);
    Entry entry = new FileEntry(content(), false, 0);
    NodeId folder = NodeId.ROOT;
    for (int file = 0; file < files; file++) {
      if (file % IN_A_FOLDER == 0) {
        folder = add(NodeId.ROOT, "folder" + file / IN_A_FOLDER, Folder.FOLDER);
      }
      add(folder, "file" + file % IN_A_FOLDER, entry);
    }
  }

  private Content content() {
    return Content.of(List.of(new ChunkRef(Digest.of(bytes), bytes.length)));
  }

  private NodeId add(NodeId parent, String name, Entry entry) {
    long seq = journal.size() + 1L;
    NodeId id = new NodeId(1, seq);
    Change change = new Change.Create(new ChangeId(1, seq), id, parent, new EntryName(name), entry);
    journal.add(
        new JournalRecord(
            seq, change, new UserName("bench"), new DeskName("desk"), Instant.ofEpochSecond(seq)));
    return id;
  }

  @Override
  public long position() {
    return journal.size();
  }

  @Override
  public List<JournalRecord> after(long position, int limit) {
    int from = (int) position;
    return journal.subList(from, Math.min(journal.size(), from + limit));
  }

  /** All files are alike: without sharing of representations Subversion does not gain by it. */
  @Override
  public void copy(Content content, OutputStream out) throws IOException {
    out.write(bytes);
  }

  @Override
  public @Nullable Node nodeOrNull(NodeId id) {
    return null;
  }

  @Override
  public @Nullable Node childOrNull(NodeId parent, EntryName name) {
    return null;
  }

  @Override
  public Collection<Node> children(NodeId folder) {
    return List.of();
  }

  @Override
  public ContentSink sink() throws Fault {
    throw Fault.of(FaultKind.UNSUPPORTED, "nobody commits from outside in this benchmark");
  }

  @Override
  public void settle() {}

  @Override
  public List<Verdict> submit(List<Change> changes, UserName author) throws Fault {
    throw Fault.of(FaultKind.UNSUPPORTED, "nobody commits from outside in this benchmark");
  }
}
