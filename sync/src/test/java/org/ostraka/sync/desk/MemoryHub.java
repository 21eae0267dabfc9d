package org.ostraka.sync.desk;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.Content;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.Entry;
import org.ostraka.sync.Extent;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Folder;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.LinkEntry;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.Refusal;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.RepositoryTree;
import org.ostraka.sync.UploadPart;
import org.ostraka.sync.UserName;
import org.ostraka.sync.Verdict;

/** A hub of one repository in memory, for desks of the same process. */
final class MemoryHub implements Hub {
  private static final int PAGE = 1_000;
  private static final UserName USER = new UserName("ann");
  private static final DeskName DESK = new DeskName("somewhere");

  /** Where each run of the hub ended that was before the present one. */
  private final List<Long> ends = new ArrayList<>();

  private RepositoryTree tree = new RepositoryTree();
  private final List<JournalRecord> journal = new ArrayList<>();
  private final Map<Digest, Chunk> chunks = new HashMap<>();
  private final List<Consumer<UploadPart>> uploadListeners = new CopyOnWriteArrayList<>();
  private boolean unreachable;
  private boolean forgetful;
  private boolean closedForChanges;
  private boolean looksOtherwise;
  private int refusedWaits;
  private int listeners;
  private int reads;
  private long storedBytes;
  private long fetchedBytes;

  /** Every call fails from now on, or succeeds again. */
  synchronized void unreachable(boolean now) {
    unreachable = now;
    notifyAll();
  }

  /** No change gets through from now on, or they do again. */
  synchronized void closedForChanges(boolean now) {
    closedForChanges = now;
  }

  /** The hub crashes and loses the content of the next file before the change arrives. */
  synchronized void loseNextContent() {
    forgetful = true;
  }

  /** How often somebody who waits for news was told that the hub cannot be reached. */
  synchronized int refusedWaits() {
    return refusedWaits;
  }

  synchronized long position() {
    return tree.position();
  }

  /** All bytes of chunks that were ever sent. */
  synchronized long storedBytes() {
    return storedBytes;
  }

  /** All bytes of chunks that were ever fetched. */
  synchronized long fetchedBytes() {
    return fetchedBytes;
  }

  /** What was accepted, oldest first. */
  synchronized List<Change> changes() {
    return journal.stream().map(JournalRecord::change).toList();
  }

  /** Every path, with what the hub has there. */
  synchronized Map<String, String> listing() {
    Map<String, String> all = new TreeMap<>();
    for (Node node : tree.tree().nodes()) {
      all.put(tree.tree().pathText(node.id()).substring(1), describe(node.entry()));
    }
    return all;
  }

  /** Whether any version of any file was this text of a person. */
  synchronized boolean everHad(int text) {
    Digest wanted = Digest.of(Writings.bytes(text));
    return journal.stream()
        .map(it -> contentOrNull(it.change()))
        .filter(Objects::nonNull)
        .flatMap(content -> content.chunks().stream())
        .anyMatch(chunk -> chunk.digest().equals(wanted));
  }

  private String describe(Entry entry) {
    return switch (entry) {
      case Folder _ -> "/";
      case LinkEntry link -> "-> " + link.target();
      case FileEntry file -> Writings.describe(bytes(file), file.executable());
    };
  }

  private byte[] bytes(FileEntry file) {
    ByteBuffer bytes = ByteBuffer.allocate((int) file.content().size());
    file.content()
        .chunks()
        .forEach(it -> bytes.put(Objects.requireNonNull(chunks.get(it.digest())).bytes()));
    return bytes.array();
  }

  private void requireReachable() throws Fault {
    if (unreachable) {
      throw Fault.of(FaultKind.UNAVAILABLE, "the hub cannot be reached");
    }
  }

  @Override
  public synchronized List<Verdict> change(RepositoryName repository, List<Change> changes)
      throws Fault {
    requireReachable();
    if (closedForChanges) {
      throw Fault.of(FaultKind.UNAVAILABLE, "the hub takes no changes now");
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (Change change : changes) {
      Verdict verdict = hasContent(change) ? tree.apply(change) : missing();
      verdicts.add(verdict);
      if (verdict instanceof Verdict.Accepted(long seq) && seq > journal.size()) {
        journal.add(new JournalRecord(seq, change, USER, DESK, Instant.EPOCH));
      }
    }
    notifyAll();
    return verdicts;
  }

  private static Verdict missing() {
    return Verdict.refused(Refusal.MISSING_CHUNKS);
  }

  private boolean hasContent(Change change) {
    @Nullable Content content = contentOrNull(change);
    if (forgetful && content != null) {
      forgetful = false;
      content.chunks().forEach(chunk -> chunks.remove(chunk.digest()));
    }
    return content == null
        || content.chunks().stream().allMatch(it -> chunks.containsKey(it.digest()));
  }

  private static @Nullable Content contentOrNull(Change change) {
    @Nullable Entry entry =
        switch (change) {
          case Change.Create create -> create.entry();
          case Change.Edit edit -> edit.entry();
          case Change.Move _, Change.Remove _ -> null;
        };
    return entry instanceof FileEntry file ? file.content() : null;
  }

  @Override
  public synchronized JournalPage journal(Extent extent, long after, String view) throws Fault {
    requireReachable();
    reads++;
    int run = view.isEmpty() ? 0 : Integer.parseInt(view);
    long common = ends.stream().skip(run).mapToLong(it -> it).min().orElse(Long.MAX_VALUE);
    if (after > common) {
      return page(present(), journal.size(), OptionalLong.of(common));
    }
    int from = (int) Math.min(after, journal.size());
    int to = Math.min(journal.size(), from + PAGE);
    return page(journal.subList(from, to), to, OptionalLong.empty());
  }

  private JournalPage page(List<JournalRecord> records, int to, OptionalLong fork) {
    String view = Integer.toString(ends.size());
    return new JournalPage(records, to, journal.size(), view, fork.isPresent(), fork);
  }

  /** All that there is, as creations. */
  private List<JournalRecord> present() {
    return tree.tree().subtree(NodeId.ROOT).stream()
        .filter(node -> !node.id().equals(NodeId.ROOT))
        .map(node -> {
          ChangeId id = new ChangeId(0, node.version());
          Change create =
              new Change.Create(id, node.id(), node.parent(), node.name(), node.entry());
          return new JournalRecord(node.version(), create, USER, DESK, Instant.EPOCH);
        })
        .toList();
  }

  /** Rights change: one desk is told, though nothing was done in the repository. */
  synchronized void lookOtherwise() {
    looksOtherwise = true;
    notifyAll();
  }

  /** How many know all that there is, and wait for more. */
  synchronized int listeners() {
    return listeners;
  }

  /** How often the journal was read. */
  synchronized int reads() {
    return reads;
  }

  /** The hub is brought back from a copy that was made when it stood there. */
  synchronized void bringBack(long position) {
    List<JournalRecord> kept = List.copyOf(journal.subList(0, (int) position));
    journal.clear();
    tree = new RepositoryTree();
    for (JournalRecord record : kept) {
      tree.takeIn(record.seq(), record.change());
      journal.add(record);
    }
    ends.add(position);
    notifyAll();
  }

  @Override
  public synchronized Map<RepositoryName, Long> await(
      Map<RepositoryName, Long> after, Duration atMost) throws Fault {
    refusedWaits += unreachable ? 1 : 0;
    requireReachable();
    long end = System.nanoTime() + atMost.toNanos();
    Optional<RepositoryName> listened = after.keySet().stream().findFirst();
    long known = listened.map(after::get).orElse(Long.MAX_VALUE);
    try {
      while (!isNews(listened, known) && System.nanoTime() < end) {
        refusedWaits += unreachable ? 1 : 0;
        requireReachable();
        listeners++;
        TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
        listeners--;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!isNews(listened, known)) {
      return Map.of();
    }
    looksOtherwise = false;
    return Map.of(listened.orElseThrow(), tree.position());
  }

  private boolean isNews(Optional<RepositoryName> listened, long known) {
    return listened.isPresent() && (tree.position() > known || looksOtherwise);
  }

  @Override
  public synchronized Set<Digest> missing(RepositoryName repository, Collection<Digest> asked)
      throws Fault {
    requireReachable();
    Set<Digest> missing = new HashSet<>(asked);
    missing.removeAll(chunks.keySet());
    return missing;
  }

  @Override
  public synchronized void store(RepositoryName repository, List<Chunk> pack) throws Fault {
    requireReachable();
    for (Chunk chunk : pack) {
      if (!Digest.of(chunk.bytes()).equals(chunk.digest())) {
        throw Fault.of(FaultKind.INVALID_INPUT, "a chunk's bytes are not its digest's");
      }
      chunks.put(chunk.digest(), chunk);
      storedBytes += chunk.length();
    }
  }

  @Override
  public void storePart(RepositoryName repository, NodeId upload, int from, List<Chunk> pack)
      throws Fault {
    store(repository, pack);
    UploadPart part = new UploadPart(upload, from, pack.stream().map(Chunk::ref).toList());
    uploadListeners.forEach(listener -> listener.accept(part));
  }

  @Override
  public void onUpload(RepositoryName repository, Consumer<UploadPart> listener) {
    uploadListeners.add(listener);
  }

  @Override
  public synchronized Pack fetch(RepositoryName repository, Set<Digest> asked) throws Fault {
    requireReachable();
    List<Chunk> fetched = new ArrayList<>();
    for (Digest digest : asked) {
      @Nullable Chunk chunk = chunks.get(digest);
      if (chunk == null) {
        throw Fault.of(FaultKind.NOT_FOUND, "no such chunk");
      }
      fetchedBytes += chunk.length();
      fetched.add(chunk);
    }
    return Pack.of(fetched);
  }
}
