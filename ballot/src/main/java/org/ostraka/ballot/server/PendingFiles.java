package org.ostraka.ballot.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.box.ClaimCodec;
import org.ostraka.base.Disk;

/**
 * The pending table of a server: a journal on disk, and what it holds by claim, voter and name in
 * memory. Blocks stay on disk, but for those of a few claims that nobody has read yet.
 *
 * <p><b>Invariant.</b> A claim that {@link #record} returned for is found again after any crash,
 * until it was resolved. A resolved one may be found again too: it is then resolved once more.
 */
public final class PendingFiles implements Closeable {
  private static final long SEGMENT_BYTES = 16 << 20;

  private static final Comparator<PendingFile> LAST_NAME_FIRST =
      Comparator.comparing(PendingFile::name).reversed();

  private final Disk disk;
  private final Path directory;

  /** Held while writing: who waits for it finds the claims written by the one before. */
  private final ReentrantLock writing = new ReentrantLock();

  // Guarded by this.
  private final Map<ClaimId, PendingFile> byClaim = new LinkedHashMap<>();
  private final Map<InodeKey, ClaimId> byInode = new HashMap<>();
  private final Map<ElectionName, Map<BallotPath, PendingFile>> byName = new HashMap<>();
  private final Map<JournalSegment, Integer> unresolved = new LinkedHashMap<>();
  private final UnreadClaims unread = new UnreadClaims();
  private List<Write> queued = new ArrayList<>();

  // Guarded by writing.
  private @Nullable JournalSegment current;
  private long nextSegment;

  private record InodeKey(ElectionName election, InodeNumber inode) {}

  /** Claims of one caller on their way to the disk. */
  private static final class Write {
    final List<Claim> claims;
    boolean done;
    @Nullable IOException failure;

    Write(List<Claim> claims) {
      this.claims = claims;
    }
  }

  private PendingFiles(Disk disk, Path directory) {
    this.disk = disk;
    this.directory = directory;
  }

  /** Opens the table in its directory, with what an earlier run recorded and did not resolve. */
  public static PendingFiles open(Disk disk, Path directory) throws IOException {
    PendingFiles files = new PendingFiles(disk, directory);
    disk.createDirectories(directory);
    for (String name : disk.list(directory)) {
      files.recover(directory.resolve(name));
    }
    return files;
  }

  private void recover(Path path) throws IOException {
    List<Claim> claims = new ArrayList<>();
    List<Long> offsets = new ArrayList<>();
    JournalSegment segment =
        JournalSegment.recover(
            disk,
            path,
            (offset, claim) -> {
              offsets.add(offset);
              claims.add(claim);
            });
    nextSegment = Math.max(nextSegment, numberOf(path) + 1);
    put(segment, claims, offsets);
    if (claims.isEmpty()) {
      drop(segment);
    }
  }

  private static long numberOf(Path path) {
    String name = String.valueOf(path.getFileName());
    return Long.parseLong(name.substring(0, name.indexOf('.')), 16);
  }

  /**
   * Records claims: durable when this returns. Callers at the same time share one wait for the
   * disk.
   *
   * @throws IOException if the disk refused them; then none of them is recorded
   */
  public void record(List<Claim> claims) throws IOException {
    Write write = new Write(claims);
    synchronized (this) {
      queued.add(write);
    }
    writing.lock();
    try {
      if (!write.done) {
        writeQueued();
      }
    } finally {
      writing.unlock();
    }
    if (write.failure != null) {
      throw new IOException(write.failure.getMessage(), write.failure);
    }
  }

  private void writeQueued() {
    List<Write> writes = takeQueued();
    List<Claim> claims = writes.stream().flatMap(write -> write.claims.stream()).toList();
    IOException failure = null;
    try {
      JournalSegment segment = segmentToWrite();
      put(segment, claims, segment.append(claims));
    } catch (IOException e) {
      failure = e;
      current = null; // the file takes no more after a failure; the next ballots get a new one
    }
    for (Write write : writes) {
      write.failure = failure;
      write.done = true;
    }
  }

  private synchronized List<Write> takeQueued() {
    List<Write> writes = queued;
    queued = new ArrayList<>();
    return writes;
  }

  private JournalSegment segmentToWrite() throws IOException {
    JournalSegment segment = current;
    if (segment == null || segment.size() >= SEGMENT_BYTES) {
      Path path = directory.resolve("%016x.journal".formatted(nextSegment));
      segment = JournalSegment.create(disk, path);
      nextSegment++;
      current = segment;
    }
    return segment;
  }

  private void drop(JournalSegment segment) throws IOException {
    synchronized (this) {
      unresolved.remove(segment);
    }
    segment.close();
    disk.delete(segment.path());
  }

  private synchronized void put(JournalSegment segment, List<Claim> claims, List<Long> offsets) {
    for (int i = 0; i < claims.size(); i++) {
      put(pendingFile(claims.get(i), segment, offsets.get(i)));
      unread.offer(claims.get(i));
    }
    unresolved.merge(segment, claims.size(), Integer::sum);
  }

  private void put(PendingFile file) {
    byClaim.put(file.id(), file);
    byInode.put(new InodeKey(file.election(), file.inode()), file.id());
    requireNames(file.election()).put(file.name(), file);
  }

  private static PendingFile pendingFile(Claim claim, JournalSegment segment, long offset) {
    FileEntry entry =
        new FileEntry(
            claim.name(),
            claim.digest(),
            claim.block().size(),
            claim.created().truncatedTo(ChronoUnit.HOURS));
    return new PendingFile(
        claim.id(),
        claim.election(),
        claim.inode(),
        entry,
        segment,
        offset,
        ClaimCodec.size(claim));
  }

  /** Forgets a decided claim; {@link #sweep} removes its bytes. Returns whether it was pending. */
  public synchronized boolean resolve(ClaimId id) {
    PendingFile file = byClaim.remove(id);
    if (file == null) {
      return false;
    }
    unread.forget(id);
    byInode.remove(new InodeKey(file.election(), file.inode()));
    requireNames(file.election()).remove(file.name());
    unresolved.merge(file.segment(), -1, Integer::sum);
    return true;
  }

  /**
   * Removes the journal files in which every claim is decided: they link voters to ballots for no
   * purpose any more.
   *
   * @param all also the file that is being written
   */
  public void sweep(boolean all) throws IOException {
    writing.lock();
    try {
      for (JournalSegment segment : resolvedSegments()) {
        if (all && segment.equals(current)) {
          current = null;
        }
        if (!segment.equals(current)) {
          drop(segment);
        }
      }
    } finally {
      writing.unlock();
    }
  }

  private synchronized List<JournalSegment> resolvedSegments() {
    return unresolved.entrySet().stream()
        .filter(segment -> segment.getValue() == 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<BallotPath, PendingFile> requireNames(ElectionName election) {
    return byName.computeIfAbsent(election, name -> new HashMap<>());
  }

  /** The claims that are pending, oldest record first. */
  public synchronized List<ClaimId> claims() {
    return List.copyOf(byClaim.keySet());
  }

  /** Reads the claim of a pending file; empty when it is decided. */
  public Optional<Claim> claim(ClaimId id) throws IOException {
    PendingFile file;
    synchronized (this) {
      file = byClaim.get(id);
      Optional<Claim> kept = unread.take(id);
      if (file == null || kept.isPresent()) {
        return kept;
      }
    }
    try {
      return Optional.of(file.segment().read(file.offset(), file.claimBytes()));
    } catch (ClosedChannelException e) {
      return Optional.empty(); // decided and swept since
    }
  }

  /** Whether the claim is pending. */
  synchronized boolean holds(ClaimId id) {
    return byClaim.containsKey(id);
  }

  /** Whether a pending file uses this inode here. */
  synchronized boolean uses(ElectionName election, InodeNumber inode) {
    return byInode.containsKey(new InodeKey(election, inode));
  }

  /** The pending file of this name. */
  synchronized Optional<PendingFile> file(ElectionName election, BallotPath name) {
    return Optional.ofNullable(requireNames(election).get(name));
  }

  /** Up to {@code limit} pending files in order of name behind {@code after}. */
  synchronized List<FileEntry> files(ElectionName election, BallotPath after, int limit) {
    // Put in order when somebody asks: a ballot comes far more often than a list is wanted.
    PriorityQueue<PendingFile> first = new PriorityQueue<>(LAST_NAME_FIRST);
    for (PendingFile file : requireNames(election).values()) {
      if (file.name().compareTo(after) > 0) {
        first.add(file);
        if (first.size() > limit) {
          first.remove();
        }
      }
    }
    return first.stream().sorted(LAST_NAME_FIRST.reversed()).map(PendingFile::entry).toList();
  }

  /** Number of pending files. */
  public synchronized int count() {
    return byClaim.size();
  }

  /** Number of pending files of the election. */
  public synchronized int count(ElectionName election) {
    return requireNames(election).size();
  }

  @Override
  public void close() throws IOException {
    for (JournalSegment segment : List.copyOf(unresolved.keySet())) {
      segment.close();
    }
  }
}
