package org.ostraka.sync.desk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.Content;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.NodeId;

/**
 * Makes drafts of some files: from what an earlier try left, from the version that is here, and for
 * the rest from the hub. Bytes from the hub were checked there against their digest and travelled
 * over TLS; those from this disk are checked here.
 */
final class Download implements Transfers.Moving {
  private static final int SEALED_TOGETHER = 500;

  private final Courier courier;
  private final Advances advances;
  private final List<Item> items;
  private final Consumer<SessionEvent> teller;
  private final Set<Item> left = new LinkedHashSet<>();
  private final Deque<Window> windows = new ArrayDeque<>();
  private final List<Item> complete = new ArrayList<>();
  private final SteadyForce steady;
  private Window window = new Window();
  private volatile long handled;

  /** A file to be made. */
  record Item(NodeId node, String key, FileEntry target, @Nullable Old old) {

    /** The key of the draft with this content for this node. */
    static String key(NodeId node, Content content) {
      int size = Math.multiplyExact(content.chunks().size(), Digest.BYTES);
      ByteBuffer all = ByteBuffer.allocate(size);
      content.chunks().forEach(chunk -> chunk.digest().writeTo(all));
      return node + "-" + Digest.of(all.flip()).toString().substring(0, 16);
    }
  }

  /** The version that is here. */
  record Old(String path, Seen seen, Content content) {}

  /** A piece of a file and, if it is on this disk already, where. */
  private record Piece(Item item, ChunkRef chunk, long oldPosition, boolean last) {}

  /** Pieces that follow one another, with one pack of chunks for them. */
  private static final class Window {
    final List<Piece> pieces = new ArrayList<>();
    final Map<Digest, ChunkRef> wanted = new HashMap<>();
    long bytes;
    Workshop.Job<Pack> chunks = () -> Pack.of(List.of());
  }

  Download(Courier courier, Advances advances, List<Item> items, Consumer<SessionEvent> teller) {
    this.courier = courier;
    this.advances = advances;
    this.items = items;
    this.teller = teller;
    this.steady = new SteadyForce(courier);
    left.addAll(items);
  }

  @Override
  public long handledBytes() {
    return handled;
  }

  @Override
  public void run() {
    try {
      Set<String> begun = Set.copyOf(courier.disk().drafts());
      for (Item item : items) {
        plan(item, begun.contains(item.key()));
      }
      fetchWindow();
      write(0);
      seal();
      teller.accept(new SessionEvent.DownloadEnded());
    } catch (IOException | Fault | RuntimeException e) {
      teller.accept(new SessionEvent.DownloadFailed(List.copyOf(left), e));
    } finally {
      handled = ENDED;
    }
  }

  private void plan(Item item, boolean begun) throws IOException, Fault {
    List<ChunkRef> chunks = item.target().content().chunks();
    // What this process itself has just fetched need not be compared.
    int kept = advances.become(item.target().content(), item.key());
    // An empty file has no piece that would begin its draft.
    if (kept == 0 && (begun || chunks.isEmpty())) {
      kept = keptFromBefore(item);
    }
    Map<Digest, Long> old = positions(item.old());
    if (kept == chunks.size()) {
      complete.add(item);
    }
    handled(chunks.subList(0, kept).stream().mapToLong(ChunkRef::length).sum());
    for (int i = kept; i < chunks.size(); i++) {
      ChunkRef chunk = chunks.get(i);
      long oldPosition = old.getOrDefault(chunk.digest(), -1L);
      add(new Piece(item, chunk, oldPosition, i == chunks.size() - 1));
    }
  }

  private static Map<Digest, Long> positions(@Nullable Old old) {
    Map<Digest, Long> positions = new HashMap<>();
    long position = 0;
    for (ChunkRef chunk : old == null ? List.<ChunkRef>of() : old.content().chunks()) {
      positions.put(chunk.digest(), position);
      position += chunk.length();
    }
    return positions;
  }

  /** How many of the file's first chunks an earlier try has left, whole. */
  private int keptFromBefore(Item item) throws IOException {
    try (DeskDisk.Draft draft = courier.disk().draft(item.key())) {
      long size = draft.look().size();
      long position = 0;
      int kept = 0;
      for (ChunkRef chunk : item.target().content().chunks()) {
        if (position + chunk.length() > size || !holds(draft, position, chunk)) {
          break;
        }
        position += chunk.length();
        kept++;
      }
      if (size > position) {
        draft.truncate(position);
      }
      return kept;
    }
  }

  private static boolean holds(DeskDisk.Source source, long position, ChunkRef chunk)
      throws IOException {
    byte[] bytes = new byte[chunk.length()];
    int read = source.read(position, ByteBuffer.wrap(bytes));
    return read == bytes.length && Digest.of(bytes).equals(chunk.digest());
  }

  private void add(Piece piece) throws IOException, Fault {
    boolean wanted = piece.oldPosition < 0 && !window.wanted.containsKey(piece.chunk.digest());
    boolean full =
        window.bytes + piece.chunk.length() > Hub.MAX_PACK_BYTES
            || window.pieces.size() == Hub.MAX_PACK_CHUNKS;
    if (full) {
      fetchWindow();
      write(Courier.PACKS_AHEAD - 1);
      wanted = piece.oldPosition < 0;
    }
    window.pieces.add(piece);
    window.bytes += piece.chunk.length();
    if (wanted) {
      window.wanted.put(piece.chunk.digest(), piece.chunk);
    }
  }

  private void fetchWindow() {
    Window full = window;
    window = new Window();
    windows.add(full);
    if (!full.wanted.isEmpty()) {
      full.chunks = courier.workshop().ahead(() -> courier.fetch(full.wanted.values()));
    }
  }

  private void write(int ahead) throws IOException, Fault {
    while (windows.size() > ahead) {
      Window next = windows.removeFirst();
      try (Pack pack = next.chunks.run()) {
        int from = 0;
        while (from < next.pieces.size()) {
          from = write(next, from, pack);
        }
      }
      if (complete.size() >= SEALED_TOGETHER) {
        seal();
      }
    }
  }

  /** Writes the pieces of one file that are in the window; returns where the next file begins. */
  private int write(Window window, int from, Pack pack) throws IOException, Fault {
    Item item = window.pieces.get(from).item;
    int at = from;
    long length = 0;
    boolean last = false;
    List<ByteBuffer> bytes = new ArrayList<>();
    try (DeskDisk.Draft draft = courier.disk().draft(item.key())) {
      while (at < window.pieces.size() && window.pieces.get(at).item.equals(item)) {
        Piece piece = window.pieces.get(at++);
        bytes.add(bytes(piece, pack));
        length += piece.chunk.length();
        last |= piece.last;
      }
      draft.append(bytes);
    }
    handled(length);
    steady.wrote(item.key(), length);
    if (last) {
      complete.add(item);
    }
    return at;
  }

  /** Only the thread that runs the download counts. */
  private void handled(long bytes) {
    long sum = handled + bytes;
    handled = sum;
  }

  private ByteBuffer bytes(Piece piece, Pack pack) throws IOException, Fault {
    if (piece.oldPosition >= 0 && piece.item.old != null) {
      byte[] bytes = new byte[piece.chunk.length()];
      try (DeskDisk.Source source = courier.disk().open(piece.item.old.path())) {
        source.read(piece.oldPosition, ByteBuffer.wrap(bytes));
      } catch (NoSuchFileException _) {
        return fetchAlone(piece);
      }
      return Digest.of(bytes).equals(piece.chunk.digest())
          ? ByteBuffer.wrap(bytes)
          : fetchAlone(piece);
    }
    return bytes(pack, piece.chunk);
  }

  private static ByteBuffer bytes(Pack pack, ChunkRef ref) throws IOException {
    @Nullable Chunk chunk = pack.chunkOrNull(ref);
    if (chunk == null) {
      throw new IOException("the hub did not send chunk " + ref.digest());
    }
    return chunk.bytes();
  }

  /** Its pack stays open: what it has is not written yet. */
  private ByteBuffer fetchAlone(Piece piece) throws IOException, Fault {
    return bytes(courier.fetch(List.of(piece.chunk)), piece.chunk);
  }

  private void seal() throws IOException, Fault {
    if (complete.isEmpty()) {
      return;
    }
    steady.finish();
    List<DeskDisk.Seal> seals =
        complete.stream()
            .map(item ->
                new DeskDisk.Seal(
                    item.key(), item.target().executable(), item.target().modifiedMillis()))
            .toList();
    courier.disk().seal(seals);
    complete.forEach(left::remove);
    teller.accept(new SessionEvent.Fetched(List.copyOf(complete)));
    complete.clear();
  }
}
