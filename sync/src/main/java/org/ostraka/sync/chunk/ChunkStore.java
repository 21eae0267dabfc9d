package org.ostraka.sync.chunk;

import java.io.Closeable;
import java.io.IOException;
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
 * again after any crash; what it did not return for is found wholly or not at all.
 *
 * <p><b>Invariant:</b> the index names only frames that are durable. Chunks are never changed and
 * never removed: the history needs them.
 */
public final class ChunkStore implements Closeable {

  /** A file that has reached this is followed by the next one. */
  private static final long SEGMENT_BYTES = 512L << 20;

  /** So much goes with one fsync at most. */
  private static final long GROUP_BYTES = 32 << 20;

  private final Segments segments;
  private final ChunkIndex index = new ChunkIndex();
  private final ReadWriteLock indexLock = new ReentrantReadWriteLock();
  private final GroupCommit<List<ChunkFrame>> writer;
  private final long segmentBytes;
  private final AtomicLong storedBytes;

  private ChunkStore(Segments segments, long segmentBytes) throws IOException {
    this.segments = segments;
    this.segmentBytes = segmentBytes;
    new SegmentScan(segments, index).run();
    this.storedBytes = new AtomicLong(segments.totalBytes());
    this.writer =
        new GroupCommit<>("chunk writer", this::appendAll, ChunkStore::sizeOf, GROUP_BYTES);
  }

  /** Opens the store in this directory, and makes it if there is none. */
  public static ChunkStore open(Disk disk, Path directory) throws IOException {
    return open(disk, directory, SEGMENT_BYTES);
  }

  static ChunkStore open(Disk disk, Path directory, long segmentBytes) throws IOException {
    return new ChunkStore(Segments.open(disk, directory), segmentBytes);
  }

  /**
   * Keeps the frames whose chunks are not here. Their digests MUST have been checked ({@link
   * ChunkFrame#requireDigest}). Several callers share one fsync.
   *
   * @throws IOException if they could not be made durable: then none of them need be here
   */
  public void put(Collection<ChunkFrame> frames) throws IOException {
    writer.submit(List.copyOf(frames));
  }

  private static long sizeOf(Collection<ChunkFrame> frames) {
    return frames.stream().mapToLong(ChunkFrame::size).sum();
  }

  /** Runs on the writer's thread alone: appends, forces, and only then tells the index. */
  private void appendAll(List<List<ChunkFrame>> group) throws IOException {
    Map<Digest, ChunkFrame> fresh = new LinkedHashMap<>();
    for (List<ChunkFrame> frames : group) {
      for (ChunkFrame frame : frames) {
        if (!contains(frame.digest())) {
          fresh.putIfAbsent(frame.digest(), frame);
        }
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    if (segments.lastSize() >= segmentBytes) {
      segments.roll();
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
      places.put(frame.digest(), new ChunkIndex.Place(segments.lastNumber(), offset, frame.size()));
      offset += frame.size();
    }
    segments.append(buffers);
    segments.force();
    long _ = storedBytes.addAndGet(offset - start);
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

  /** Whether the chunk is here, durably. */
  public boolean contains(Digest digest) {
    indexLock.readLock().lock();
    try {
      return index.contains(digest);
    } finally {
      indexLock.readLock().unlock();
    }
  }

  /** Those of the chunks that are not here. */
  public Set<Digest> missing(Collection<Digest> digests) {
    Set<Digest> missing = new HashSet<>();
    indexLock.readLock().lock();
    try {
      for (Digest digest : digests) {
        if (!index.contains(digest)) {
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
    ChunkIndex.@Nullable Place place = place(digest);
    if (place == null) {
      return null;
    }
    ByteBuffer bytes = segments.read(place.segment(), place.offset(), place.size());
    @Nullable ChunkFrame frame = ChunkFrame.readOrNull(bytes);
    if (frame == null || !frame.digest().equals(digest)) {
      throw new DamagedChunkException(digest, place.segment(), place.offset());
    }
    return frame;
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
    @Nullable ChunkFrame frame = getOrNull(digest);
    if (frame == null) {
      throw Fault.of(FaultKind.NOT_FOUND, "there is no chunk " + digest);
    }
    return frame.content();
  }

  /** How many chunks there are. */
  public int count() {
    indexLock.readLock().lock();
    try {
      return index.count();
    } finally {
      indexLock.readLock().unlock();
    }
  }

  /** What they take on the disk, in bytes. */
  public long storedBytes() {
    return storedBytes.get();
  }

  /** Ends the writer after what it has begun, and closes the files. */
  @Override
  public void close() throws IOException {
    writer.close();
    segments.close();
  }
}
