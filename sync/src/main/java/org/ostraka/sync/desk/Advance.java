package org.ostraka.sync.desk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.Content;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.UploadPart;

/**
 * A draft of a file that another desk is still sending. Parts are told in any order and fetched in
 * the file's; when the file has its place in the tree, a download takes the draft over.
 */
final class Advance {

  /** The draft's name, before the upload's id. */
  static final String PREFIX = "ahead-";

  /** More parts than this do not wait for one that is missing. */
  private static final int MOST_WAITING = 64;

  /** Below this much room the disk is left to what is certain. */
  private static final long LEAST_FREE = 1L << 30;

  private final Courier courier;
  private final String key;

  /** Held by whoever fetches; the draft, what it holds and {@link #over} are guarded by it. */
  private final ReentrantLock fetching = new ReentrantLock();

  private DeskDisk.@Nullable Draft draft;
  private final SteadyForce steady;
  private final List<ChunkRef> written = new ArrayList<>();
  private boolean over;

  /** Parts that were told, by where they begin; guarded by this. */
  private final TreeMap<Integer, List<ChunkRef>> told = new TreeMap<>();

  /** How many chunks follow one another in what was told, and the first; guarded by this. */
  private int known;

  private @Nullable ChunkRef first;

  Advance(Courier courier, NodeId upload) {
    this.courier = courier;
    this.key = PREFIX + upload;
    this.steady = new SteadyForce(courier);
  }

  /** A part that comes, and the job that brings its chunks. */
  private record Coming(List<ChunkRef> chunks, Workshop.Job<Pack> job) {}

  /**
   * Takes note of a part.
   *
   * @return whether there is something to fetch
   */
  synchronized boolean offer(UploadPart part) {
    if (part.from() < known || told.size() >= MOST_WAITING) {
      return false;
    }
    told.put(part.from(), part.chunks());
    return told.containsKey(known);
  }

  private synchronized @Nullable List<ChunkRef> nextOrNull() {
    @Nullable List<ChunkRef> next = told.remove(known);
    if (next != null && !next.isEmpty()) {
      first = first == null ? next.getFirst() : first;
      known += next.size();
    }
    return next;
  }

  /** Fetches all that was told up to the first part that is missing. */
  void fetch() {
    fetching.lock();
    try {
      if (!over) {
        fetchAll();
      }
    } catch (IOException | Fault | RuntimeException _) {
      // It was a favour: the download fetches what is missing, and says what is wrong.
      drop();
    } finally {
      fetching.unlock();
    }
  }

  private void fetchAll() throws IOException, Fault {
    Deque<Coming> coming = new ArrayDeque<>();
    do {
      for (@Nullable List<ChunkRef> next = nextOrNull(); next != null; next = nextOrNull()) {
        List<ChunkRef> chunks = next;
        coming.add(new Coming(chunks, courier.workshop().ahead(() -> courier.fetch(chunks))));
        if (coming.size() >= Courier.PACKS_AHEAD) {
          break;
        }
      }
      if (!coming.isEmpty()) {
        write(coming.removeFirst());
      }
    } while (!coming.isEmpty());
  }

  private void write(Coming part) throws IOException, Fault {
    DeskDisk.Draft open = open();
    try (Pack pack = part.job.run()) {
      if (courier.disk().usableBytes() < LEAST_FREE) {
        throw new IOException("there is little room: only what has its place is fetched");
      }
      List<ByteBuffer> bytes = new ArrayList<>(part.chunks.size());
      for (ChunkRef ref : part.chunks) {
        @Nullable Chunk chunk = pack.chunkOrNull(ref);
        if (chunk == null) {
          throw new IOException("the hub did not send chunk " + ref.digest());
        }
        bytes.add(chunk.bytes());
      }
      open.append(bytes);
    }
    written.addAll(part.chunks);
    steady.wrote(key, part.chunks.stream().mapToLong(ChunkRef::length).sum());
  }

  private DeskDisk.Draft open() throws IOException {
    DeskDisk.@Nullable Draft open = draft;
    if (open == null) {
      open = courier.disk().draft(key);
      draft = open;
    }
    return open;
  }

  /**
   * Makes the draft that of a file, if what was told is the beginning of its content.
   *
   * @return how many of the file's first chunks are in it, 0 if it is of another file
   */
  int become(Content content, String newKey) {
    fetching.lock();
    try {
      fetch();
      if (over || written.isEmpty() || !startsWith(content.chunks(), written)) {
        return 0;
      }
      over = true;
      close();
      steady.finish();
      courier.disk().renameDraft(key, newKey);
      return written.size();
    } catch (IOException | Fault _) {
      drop();
      return 0;
    } finally {
      fetching.unlock();
    }
  }

  /** Whether it may be of a file with this content: as far as is known without waiting. */
  synchronized boolean isBeginningOf(Content content) {
    return !content.chunks().isEmpty() && content.chunks().getFirst().equals(first);
  }

  private static boolean startsWith(List<ChunkRef> all, List<ChunkRef> first) {
    return first.size() <= all.size() && all.subList(0, first.size()).equals(first);
  }

  /** Gives it up. */
  void drop() {
    fetching.lock();
    try {
      if (!over) {
        over = true;
        close();
        courier.disk().discard(key);
      }
    } catch (IOException _) {
      // The next start of the desk removes it.
    } finally {
      fetching.unlock();
    }
  }

  private void close() throws IOException {
    if (draft != null) {
      draft.close();
    }
  }
}
