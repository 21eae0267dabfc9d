package org.ostraka.sync.hub;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Disk;
import org.ostraka.base.Fault;
import org.ostraka.sync.Change;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.Refusal;
import org.ostraka.sync.RepositoryTree;
import org.ostraka.sync.Tree;
import org.ostraka.sync.UploadPart;
import org.ostraka.sync.Verdict;
import org.ostraka.sync.chunk.ChunkStore;
import org.ostraka.sync.chunk.RecentFrames;
import org.ostraka.sync.durable.GroupCommit;

/**
 * One repository at work: its tree in memory, its journal and chunks on the disk, and the thread
 * that commits. It knows no users: rights come with each proposal.
 *
 * <p><b>Invariant:</b> nobody sees a change before it is durable: the tree changes under the write
 * lock, which is held until the journal's transaction has returned, and the position moves after.
 */
final class LiveRepository implements Closeable {

  /** So many chunk references and changes go into one transaction. */
  private static final long GROUP_WEIGHT = 50_000;

  private final Journal journal;
  private final ChunkStore chunks;
  private final InstantSource clock;
  private final JournalTail tail = new JournalTail();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<UploadPart>> uploadListeners = new CopyOnWriteArrayList<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final ReadWriteLock naming = new ReentrantReadWriteLock();
  private final GroupCommit<Proposal> committer;

  /** Guarded by the lock. */
  private RepositoryTree tree;

  private volatile long position;

  private LiveRepository(Journal journal, ChunkStore chunks, InstantSource clock)
      throws IOException, Fault {
    this.journal = journal;
    this.chunks = chunks;
    this.clock = clock;
    this.tree = journal.load();
    this.position = tree.position();
    this.committer = new GroupCommit<>("journal", this::commit, Proposal::weight, GROUP_WEIGHT);
  }

  /** Opens the repository in this directory, and makes it if there is none. */
  static LiveRepository open(Disk disk, Path directory, RecentFrames recent, InstantSource clock)
      throws IOException, Fault {
    disk.createDirectories(directory);
    ChunkStore chunks = ChunkStore.open(disk, directory.resolve("chunks"), recent);
    return new LiveRepository(Journal.open(directory), chunks, clock);
  }

  Journal journal() {
    return journal;
  }

  ChunkStore chunks() {
    return chunks;
  }

  /** The number of the last durable record. */
  long position() {
    return position;
  }

  /** Runs after every commit, on the committer's thread: it MUST only wake somebody. */
  void onCommit(Runnable listener) {
    listeners.add(listener);
  }

  /** Is told of parts of files that are being sent: it MUST only wake somebody. */
  void onUpload(Consumer<UploadPart> listener) {
    uploadListeners.add(listener);
  }

  /** A part of a file is here. */
  void tell(UploadPart part) {
    uploadListeners.forEach(listener -> listener.accept(part));
  }

  /** Looks at the tree as it stands after the last durable record. */
  <T> T look(Function<Tree, T> viewer) {
    lock.readLock().lock();
    try {
      return viewer.apply(tree.tree());
    } finally {
      lock.readLock().unlock();
    }
  }

  /** A look with the position at which the tree stands. */
  interface Viewer<T> {
    T view(Tree tree, long position);
  }

  /** As {@link #look}, for those who need to know the position too. */
  <T> T lookAt(Viewer<T> viewer) {
    lock.readLock().lock();
    try {
      return viewer.view(tree.tree(), tree.position());
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Records after a position, oldest first. */
  List<JournalRecord> after(long seq, int limit) throws IOException, Fault {
    if (seq >= position) {
      return List.of();
    }
    @Nullable List<JournalRecord> recent = tail.afterOrNull(seq, limit);
    return recent == null ? journal.after(seq, limit) : recent;
  }

  /** What is done while chunks stay as they are. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException, Fault;
  }

  /** Asks whether chunks are here and then names them: between the two none is collected. */
  <T> T naming(Work<T> work) throws IOException, Fault {
    return under(naming.readLock(), work);
  }

  /** Collects chunks, after everybody who is naming some has done so. */
  <T> T whileNobodyNames(Work<T> work) throws IOException, Fault {
    return under(naming.writeLock(), work);
  }

  private static <T> T under(Lock lock, Work<T> work) throws IOException, Fault {
    lock.lock();
    try {
      return work.run();
    } finally {
      lock.unlock();
    }
  }

  /** Decides, and returns when what was accepted is durable. */
  List<Verdict> propose(Proposal proposal) throws IOException {
    committer.submit(proposal);
    return proposal.verdicts();
  }

  private void commit(List<Proposal> group) throws IOException {
    // The journal never names content that a crash may take away.
    chunks.settle();
    List<JournalRecord> records = new ArrayList<>();
    lock.writeLock().lock();
    try {
      Set<NodeId> touched = new HashSet<>();
      group.forEach(proposal -> decide(proposal, records, touched));
      append(records, touched);
    } finally {
      lock.writeLock().unlock();
    }
    if (!records.isEmpty()) {
      tail.add(records);
      position = records.getLast().seq();
      listeners.forEach(Runnable::run);
    }
  }

  private void append(List<JournalRecord> records, Set<NodeId> touched) throws IOException {
    if (records.isEmpty()) {
      return;
    }
    try {
      journal.append(records, touched, tree.tree());
    } catch (IOException | Fault | RuntimeException e) {
      takeBack(e);
      throw new IOException("the journal could not be written: " + e.getMessage(), e);
    }
  }

  /** The tree is ahead of the disk: the disk decides. */
  private void takeBack(Exception failure) throws IOException {
    try {
      tree = journal.load();
    } catch (Fault e) {
      failure.addSuppressed(e);
      throw new IOException(e.text(), failure);
    }
  }

  private void decide(Proposal proposal, List<JournalRecord> records, Set<NodeId> touched) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    for (int at = 0; at < proposal.changes().size(); at++) {
      Change change = proposal.changes().get(at);
      Verdict verdict = verdict(proposal, at);
      if (verdict instanceof Verdict.Accepted(long seq) && seq > tree.position()) {
        touched.addAll(touchedBy(change));
        tree.takeIn(seq, change);
        records.add(
            new JournalRecord(
                seq, change, proposal.author().user(), proposal.author().desk(), now));
      }
      proposal.decided(verdict);
    }
  }

  private Verdict verdict(Proposal proposal, int at) {
    Change change = proposal.changes().get(at);
    Verdict verdict = tree.judge(change);
    if (verdict instanceof Verdict.Accepted(long seq) && seq <= tree.position()) {
      return verdict;
    }
    @Nullable Refusal refusal =
        new Permission(proposal.author().rights(), tree.tree()).refusalOrNull(change);
    if (refusal != null) {
      return Verdict.refused(refusal);
    }
    @Nullable Refusal bar = proposal.barOrNull(at);
    return verdict instanceof Verdict.Accepted && bar != null ? Verdict.refused(bar) : verdict;
  }

  private Set<NodeId> touchedBy(Change change) {
    if (!(change instanceof Change.Remove remove)) {
      return Set.of(change.node());
    }
    Set<NodeId> removed = new HashSet<>();
    tree.tree().forSubtree(remove.node(), node -> removed.add(node.id()));
    return removed;
  }

  @Override
  public void close() throws IOException {
    committer.close();
    journal.close();
    chunks.close();
  }
}
