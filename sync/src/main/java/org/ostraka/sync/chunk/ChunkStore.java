package org.ostraka.sync.chunk;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.base.Disk;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.durable.GroupCommit;

/**
 * All chunks of one repository, each once. What {@link #put} returned for is durable and found
 * again after any crash, and so is what was {@link #take}n before a {@link #settle} that returned;
 * what neither returned for is found wholly or not at all.
 *
 * <p><b>Invariant:</b> the index names only frames that were written whole; whoever notes down
 * durably that there is a chunk settles the store first. Chunks are never changed; those that
 * nothing needs any more are collected: {@link #beginCollection}, time for whoever needs one to say
 * so, {@link #clear}, {@link #drop}.
 */
public final class ChunkStore implements Closeable {

  /** A file that has reached this is followed by the next one. */
  private static final long SEGMENT_BYTES = 512L << 20;

  /** So much is moved at a time. */
  private static final long MOVE_BYTES = 8 << 20;

  /** So much is written in one go at most. */
  private static final long GROUP_BYTES = 32 << 20;

  /** So much may wait for an fsync before one is begun though nobody asks for it. */
  private static final long WAITING_BYTES = 64 << 20;

  private final Segments segments;
  private final ChunkIndex index = new ChunkIndex();
  private final ReadWriteLock indexLock = new ReentrantReadWriteLock();
  private final GroupCommit<Job> writer;

  /** Forces what the writer has written, while that goes on writing. */
  private final GroupCommit<Long> settler;

  private final RecentFrames recent;
  private final FrameMemory memory = new FrameMemory();
  private final long segmentBytes;
  private final AtomicLong storedBytes;

  /** Bytes that were ever written, those of them that are durable, and those that soon will be. */
  private final AtomicLong writtenBytes = new AtomicLong();

  private final AtomicLong settledBytes = new AtomicLong();
  private final AtomicLong settlingBytes = new AtomicLong();

  /** Segments that get no more frames, because they will be deleted. */
  private volatile Set<Integer> leaving = Set.of();

  private ChunkStore(Segments segments, RecentFrames recent, long segmentBytes) throws IOException {
    this.segments = segments;
    this.recent = recent;
    this.segmentBytes = segmentBytes;
    new SegmentScan(segments, index).run();
    this.storedBytes = new AtomicLong(segments.frameBytes());
    this.writer = new GroupCommit<>("chunk writer", this::appendAll, Job::size, GROUP_BYTES);
    this.settler = new GroupCommit<>("chunk settler", _ -> force(), _ -> 0, Long.MAX_VALUE);
  }

  /**
   * What the writer is to do.
   *
   * @param moves whether the frames are here already, in segments that will go
   */
  private record Job(List<ChunkFrame> frames, boolean moves) {
    long size() {
      return frames.stream().mapToLong(ChunkFrame::size).sum();
    }
  }

  /**
   * Opens the store in this directory, and makes it if there is none.
   *
   * @param recent what this store and others of the hub remember of what came last
   */
  public static ChunkStore open(Disk disk, Path directory, RecentFrames recent) throws IOException {
    return open(disk, directory, recent, SEGMENT_BYTES);
  }

  static ChunkStore open(Disk disk, Path directory, RecentFrames recent, long segmentBytes)
      throws IOException {
    return new ChunkStore(Segments.open(disk, directory), recent, segmentBytes);
  }

  /**
   * Keeps the frames whose chunks are not here. Their digests MUST have been checked ({@link
   * ChunkFrame#requireDigest}). Several callers share one fsync.
   *
   * @throws IOException if they could not be made durable: then none of them need be here
   */
  public void put(Collection<ChunkFrame> frames) throws IOException {
    take(frames);
    settle();
  }

  /**
   * As {@link #put}, but they are durable only when a {@link #settle} has returned that was begun
   * after this: many packs of one large file share an fsync.
   */
  public void take(Collection<ChunkFrame> frames) throws IOException {
    writer.submit(new Job(List.copyOf(frames), false));
    long written = writtenBytes.get();
    long begun = settlingBytes.get();
    // One fsync at a time keeps the disk at work; whoever settles in the end waits for little.
    if (written - begun >= WAITING_BYTES && settlingBytes.compareAndSet(begun, written)) {
      settler.handIn(written);
    }
  }

  /**
   * Returns when all that was taken is durable. Costs nothing where it is already.
   *
   * @throws IOException if it could not be made so: then the store takes no more
   */
  public void settle() throws IOException {
    long written = writtenBytes.get();
    if (settledBytes.get() < written) {
      settler.submit(written);
    }
  }

  /** Runs on the settler's thread alone. */
  private void force() throws IOException {
    long written = writtenBytes.get();
    segments.force();
    settledBytes.set(written);
  }

  /** Runs on the writer's thread alone: appends, and only then tells the index. */
  private void appendAll(List<Job> group) throws IOException {
    Map<Digest, ChunkFrame> fresh = new LinkedHashMap<>();
    for (Job job : group) {
      for (ChunkFrame frame : job.frames) {
        if (!contains(frame.digest()) || job.moves) {
          fresh.putIfAbsent(frame.digest(), frame);
        }
      }
    }
    if (segments.lastSize() >= segmentBytes || leaving.contains(segments.lastNumber())) {
      segments.roll();
    }
    if (fresh.isEmpty()) {
      return;
    }
    append(fresh.values());
  }

  private void append(Collection<ChunkFrame> fresh) throws IOException {
    long start = segments.lastSize();
    long offset = start;
    Map<Digest, ChunkIndex.Place> places = new HashMap<>();
    List<ByteBuffer> buffers = new ArrayList<>(fresh.size());
    for (ChunkFrame frame : fresh) {
      buffers.add(frame.bytes());
      recent.remember(frame);
      places.put(frame.digest(), new ChunkIndex.Place(segments.lastNumber(), offset, frame.size()));
      offset += frame.size();
    }
    segments.append(buffers);
    long _ = storedBytes.addAndGet(offset - start);
    // Before the index: whoever finds a chunk there and settles waits for it.
    long _ = writtenBytes.addAndGet(offset - start);
    publish(places);
  }

  private void publish(Map<Digest, ChunkIndex.Place> places) {
    indexLock.writeLock().lock();
    try {
      places.forEach(index::put);
    } finally {
      indexLock.writeLock().unlock();
    }
  }

  /** Whether the chunk is here; it is not collected before long. */
  public boolean contains(Digest digest) {
    indexLock.readLock().lock();
    try {
      return index.want(digest);
    } finally {
      indexLock.readLock().unlock();
    }
  }

  /** Those of the chunks that are not here; the others are not collected before long. */
  public Set<Digest> missing(Collection<Digest> digests) {
    Set<Digest> missing = new HashSet<>();
    indexLock.readLock().lock();
    try {
      for (Digest digest : digests) {
        if (!index.want(digest)) {
          missing.add(digest);
        }
      }
    } finally {
      indexLock.readLock().unlock();
    }
    return missing;
  }

  /**
   * The chunk's frame as it was put, or null if it is not here.
   *
   * @throws DamagedChunkException if what is stored is no longer what was put
   */
  public @Nullable ChunkFrame getOrNull(Digest digest) throws IOException {
    @Nullable ByteBuffer bytes = place(digest) == null ? null : recent.bytesOrNull(digest);
    @Nullable ChunkFrame remembered = bytes == null ? null : ChunkFrame.readOrNull(bytes);
    return remembered == null ? storedOrNull(digest) : remembered;
  }

  /** What the chunk's frame has, in bytes; 0 if it is not here. */
  public int frameBytes(Digest digest) {
    ChunkIndex.@Nullable Place place = place(digest);
    return place == null ? 0 : place.size();
  }

  /**
   * Writes the chunk's frame, which has as many bytes as {@link #frameBytes} said.
   *
   * @return how many these are, 0 if it is not here
   * @throws DamagedChunkException if what is stored is no longer what was put
   */
  public int send(Digest digest, OutputStream out) throws IOException {
    ChunkIndex.@Nullable Place place = place(digest);
    if (place == null) {
      return 0;
    }
    byte[] lent = memory.take(place.size());
    try {
      @Nullable ByteBuffer remembered = recent.bytesOrNull(digest, lent);
      // Another store may have it compressed, or not.
      if (remembered != null && remembered.remaining() == place.size()) {
        out.write(lent, 0, place.size());
        return place.size();
      }
    } finally {
      memory.give(lent);
    }
    @Nullable ChunkFrame stored = storedOrNull(digest);
    if (stored == null) {
      return 0;
    }
    out.write(stored.array(), stored.offset(), stored.size());
    return stored.size();
  }

  private @Nullable ChunkFrame storedOrNull(Digest digest) throws IOException {
    ChunkIndex.@Nullable Place place = place(digest);
    while (place != null) {
      try {
        return read(digest, place);
      } catch (IOException e) {
        ChunkIndex.@Nullable Place moved = place(digest);
        if (place.equals(moved)) {
          throw e;
        }
        place = moved;
      }
    }
    return null;
  }

  private ChunkFrame read(Digest digest, ChunkIndex.Place place) throws IOException {
    @Nullable ChunkFrame frame = frameOrNull(place);
    if (frame == null || !frame.digest().equals(digest)) {
      throw new DamagedChunkException(digest, place.segment(), place.offset());
    }
    return frame;
  }

  private @Nullable ChunkFrame frameOrNull(ChunkIndex.Place place) throws IOException {
    return ChunkFrame.readOrNull(segments.read(place.segment(), place.offset(), place.size()));
  }

  private ChunkIndex.@Nullable Place place(Digest digest) {
    indexLock.readLock().lock();
    try {
      return index.getOrNull(digest);
    } finally {
      indexLock.readLock().unlock();
    }
  }

  /**
   * The chunk's content, uncompressed.
   *
   * @throws Fault NOT_FOUND if it is not here
   */
  public byte[] content(Digest digest) throws IOException, Fault {
    return content(digest, getOrNull(digest));
  }

  /** As {@link #content}, as the disk has it, whatever is remembered. */
  public byte[] contentOnDisk(Digest digest) throws IOException, Fault {
    return content(digest, storedOrNull(digest));
  }

  private static byte[] content(Digest digest, @Nullable ChunkFrame frame) throws Fault {
    if (frame == null) {
      throw Fault.of(FaultKind.NOT_FOUND, "there is no chunk " + digest);
    }
    return frame.content();
  }

  /** Begins to find out what nothing needs: whatever is needed MUST be wanted from now on. */
  public void beginCollection() {
    indexLock.writeLock().lock();
    try {
      index.forgetWanted();
    } finally {
      indexLock.writeLock().unlock();
    }
  }

  /** The segments of which nobody wanted more than half since {@link #beginCollection}. */
  public Set<Integer> poorSegments() throws IOException {
    Map<Integer, Long> wanted;
    indexLock.readLock().lock();
    try {
      wanted = index.wantedBytes();
    } finally {
      indexLock.readLock().unlock();
    }
    Set<Integer> poor = new HashSet<>();
    for (int number : segments.numbers()) {
      long used = segments.size(number) - Segments.MAGIC.length;
      if (used > 0 && wanted.getOrDefault(number, 0L) <= used / 2) {
        poor.add(number);
      }
    }
    return poor;
  }

  /** Copies what is wanted out of these segments, which get no more; durable when this returns. */
  public void clear(Set<Integer> poor) throws IOException {
    leaving = Set.copyOf(poor);
    writer.submit(new Job(List.of(), true));
    for (int number : poor) {
      List<ChunkFrame> frames = new ArrayList<>();
      for (ChunkIndex.Place place : wantedIn(number)) {
        frames.add(requireSound(place));
        if (frames.stream().mapToLong(ChunkFrame::size).sum() >= MOVE_BYTES) {
          writer.submit(new Job(List.copyOf(frames), true));
          frames.clear();
        }
      }
      writer.submit(new Job(List.copyOf(frames), true));
    }
    settle();
  }

  private List<ChunkIndex.Place> wantedIn(int segment) {
    indexLock.readLock().lock();
    try {
      return index.wantedIn(segment);
    } finally {
      indexLock.readLock().unlock();
    }
  }

  private ChunkFrame requireSound(ChunkIndex.Place place) throws IOException {
    @Nullable ChunkFrame frame = frameOrNull(place);
    if (frame == null) {
      throw new IOException(
          "segment %d is damaged at byte %d: nothing of it is collected"
              .formatted(place.segment(), place.offset()));
    }
    return frame;
  }

  /** Forgets what is in the segments, unless somebody wanted some of it meanwhile. */
  private boolean isForgotten(Set<Integer> poor) {
    indexLock.writeLock().lock();
    try {
      if (poor.stream().anyMatch(number -> !index.wantedIn(number).isEmpty())) {
        return false;
      }
      index.drop(poor);
      return true;
    } finally {
      indexLock.writeLock().unlock();
    }
  }

  /**
   * Deletes cleared segments with all that nobody wants, after copying what was wanted since. While
   * this runs, nobody may name a chunk after having asked whether it is here.
   *
   * @return the bytes that are free now
   */
  public long drop(Set<Integer> poor) throws IOException {
    do {
      clear(poor);
    } while (!isForgotten(poor));
    long freed = 0;
    for (int number : poor) {
      freed += segments.size(number) - Segments.MAGIC.length;
      segments.delete(number);
    }
    leaving = Set.of();
    long _ = storedBytes.addAndGet(-freed);
    return freed;
  }

  public int count() {
    indexLock.readLock().lock();
    try {
      return index.count();
    } finally {
      indexLock.readLock().unlock();
    }
  }

  /** What their frames take on the disk, in bytes. */
  public long storedBytes() {
    return storedBytes.get();
  }

  /** Ends the writer after what it has begun, makes all durable, and closes the files. */
  @Override
  public void close() throws IOException {
    try (segments;
        settler) {
      writer.close();
      settle();
    }
  }
}
