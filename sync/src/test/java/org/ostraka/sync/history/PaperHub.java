package org.ostraka.sync.history;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
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
import org.ostraka.sync.LinkEntry;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryTree;
import org.ostraka.sync.UserName;
import org.ostraka.sync.Verdict;

/** A hub in memory: one repository, whose desks are the methods that tests call. */
final class PaperHub implements HistorySource {
  private static final Instant START = Instant.parse("2030-03-01T09:00:00Z");
  private static final int CHUNK = 16 * 1024;

  private final RepositoryTree tree = new RepositoryTree();
  private final List<JournalRecord> journal = new ArrayList<>();
  private final Map<Digest, byte[]> chunks = new HashMap<>();
  private long drawn;
  private UserName user = new UserName("alice");

  PaperHub as(String name) {
    user = new UserName(name);
    return this;
  }

  // What desks do.

  NodeId folder(NodeId parent, String name) {
    return create(parent, name, Folder.FOLDER);
  }

  NodeId file(NodeId parent, String name, String text) {
    return create(parent, name, entry(text, false));
  }

  NodeId program(NodeId parent, String name, String text) {
    return create(parent, name, entry(text, true));
  }

  NodeId link(NodeId parent, String name, String target) {
    return create(parent, name, new LinkEntry(target));
  }

  synchronized NodeId create(NodeId parent, String name, Entry entry) {
    NodeId id = new NodeId(7, ++drawn);
    accept(new Change.Create(nextChange(), id, parent, new EntryName(name), entry));
    return id;
  }

  synchronized void edit(NodeId id, String text) {
    boolean executable = node(id).entry() instanceof FileEntry file && file.executable();
    edit(id, entry(text, executable));
  }

  synchronized void edit(NodeId id, Entry entry) {
    accept(new Change.Edit(nextChange(), id, entry, node(id).version()));
  }

  synchronized void move(NodeId id, NodeId parent, String name) {
    accept(new Change.Move(nextChange(), id, parent, new EntryName(name), node(id).version()));
  }

  synchronized void remove(NodeId id) {
    accept(new Change.Remove(nextChange(), id, tree.position()));
  }

  synchronized void accept(Change change) {
    if (!(decide(change, user) instanceof Verdict.Accepted)) {
      throw new IllegalStateException("refused: " + change + " " + decide(change, user));
    }
  }

  private ChangeId nextChange() {
    return new ChangeId(1, journal.size() + 1L);
  }

  private Verdict decide(Change change, UserName author) {
    Verdict verdict = tree.apply(change);
    if (verdict instanceof Verdict.Accepted(long seq) && seq > journal.size()) {
      Instant time = START.plus(Duration.ofMinutes(seq));
      journal.add(new JournalRecord(seq, change, author, new DeskName("laptop"), time));
      notifyAll();
    }
    return verdict;
  }

  synchronized FileEntry entry(String text, boolean executable) {
    return new FileEntry(keep(text.getBytes(StandardCharsets.UTF_8)), executable, 0);
  }

  // What tests look at.

  synchronized Node node(NodeId id) {
    @Nullable Node node = tree.tree().nodeOrNull(id);
    if (node == null) {
      throw new IllegalStateException("no node " + id);
    }
    return node;
  }

  synchronized NodeId idAt(String path) {
    return tree.tree().nodes().stream()
        .filter(node -> tree.tree().pathText(node.id()).equals(path))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(path + " is not among " + paths()))
        .id();
  }

  synchronized List<String> paths() {
    return tree.tree().nodes().stream()
        .map(node -> tree.tree().pathText(node.id()))
        .sorted()
        .toList();
  }

  /** Every path with what stands there, as {@link Svn#tree} shows it. */
  synchronized Map<String, String> shown() {
    Map<String, String> shown = new HashMap<>();
    for (Node node : tree.tree().nodes()) {
      shown.put(tree.tree().pathText(node.id()), shown(node.entry()));
    }
    return shown;
  }

  private String shown(Entry entry) {
    return switch (entry) {
      case Folder _ -> "folder";
      case LinkEntry link -> "link " + link.target();
      case FileEntry file -> (file.executable() ? "program " : "file ") + text(file.content());
    };
  }

  synchronized String text(NodeId id) {
    return shown(node(id).entry());
  }

  /** Waits until the journal is as wished. */
  synchronized void await(Predicate<PaperHub> wish) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!wish.test(this)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("never came: there is only " + shown());
      }
      wait(100);
    }
  }

  // What the history asks.

  @Override
  public synchronized long position() {
    return journal.size();
  }

  @Override
  public synchronized List<JournalRecord> after(long position, int limit) {
    int from = (int) Math.min(position, journal.size());
    return List.copyOf(journal.subList(from, Math.min(journal.size(), from + limit)));
  }

  @Override
  public synchronized @Nullable Node nodeOrNull(NodeId id) {
    return tree.tree().nodeOrNull(id);
  }

  @Override
  public synchronized @Nullable Node childOrNull(NodeId parent, EntryName name) {
    return tree.tree().childOrNull(parent, name);
  }

  @Override
  public synchronized Collection<Node> children(NodeId folder) {
    return tree.tree().children(folder).stream().map(this::node).toList();
  }

  @Override
  public synchronized void copy(Content content, OutputStream out) throws IOException {
    for (ChunkRef chunk : content.chunks()) {
      out.write(bytes(chunk));
    }
  }

  private byte[] bytes(ChunkRef chunk) {
    byte @Nullable [] bytes = chunks.get(chunk.digest());
    if (bytes == null) {
      throw new IllegalStateException("chunk " + chunk + " was never brought");
    }
    return bytes;
  }

  private String text(Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.chunks().forEach(chunk -> out.writeBytes(bytes(chunk)));
    return out.toString(StandardCharsets.UTF_8);
  }

  private synchronized Content keep(byte[] bytes) {
    List<ChunkRef> refs = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += CHUNK) {
      int length = Math.min(CHUNK, bytes.length - at);
      byte[] chunk = java.util.Arrays.copyOfRange(bytes, at, at + length);
      Digest digest = Digest.of(chunk);
      chunks.put(digest, chunk);
      refs.add(new ChunkRef(digest, length));
    }
    return Content.of(refs);
  }

  @Override
  public ContentSink sink() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return new ContentSink() {
      @Override
      public OutputStream out() {
        return out;
      }

      @Override
      public Content finish() {
        return keep(out.toByteArray());
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void settle() {}

  @Override
  public synchronized List<Verdict> submit(List<Change> changes, UserName author) {
    return changes.stream().map(change -> decide(change, author)).toList();
  }
}
