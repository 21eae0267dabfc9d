package org.ostraka.sync.desk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.Content;
import org.ostraka.sync.NodeId;

/** Brings the chunks of some files to the hub, as far as it does not have them. */
final class Upload implements Transfers.Moving {

  /** So many bytes are sent sooner than it is found out whether the hub has them. */
  private static final long LITTLE = 32 << 10;

  private final Courier courier;
  private final JustRead justRead;
  private final List<Item> items;
  private final Consumer<SessionEvent> teller;
  private final Set<Digest> missing = new HashSet<>();
  private final List<Item> changed = new ArrayList<>();
  private final Packs packs;
  private volatile long handled;

  /** A file to be brought, as it was when it was read. */
  record Item(NodeId node, String path, Seen seen, Content content) {}

  Upload(Courier courier, JustRead justRead, List<Item> items, Consumer<SessionEvent> teller) {
    this.courier = courier;
    this.justRead = justRead;
    this.items = items;
    this.teller = teller;
    this.packs = new Packs(courier, (_, pack) -> courier.store(pack));
  }

  @Override
  public long handledBytes() {
    return handled;
  }

  @Override
  public void run() {
    long before = 0;
    try {
      askForMissing();
      for (Item item : items) {
        bring(item);
        before += item.content().size();
        handled = before;
      }
      packs.finish();
      teller.accept(new SessionEvent.Stored(items, changed));
    } catch (IOException | Fault | RuntimeException e) {
      teller.accept(new SessionEvent.UploadFailed(items, e));
    } finally {
      handled = ENDED;
    }
  }

  private void askForMissing() throws IOException, Fault {
    Set<Digest> all = new LinkedHashSet<>();
    items.forEach(item -> item.content().chunks().forEach(chunk -> all.add(chunk.digest())));
    if (items.stream().mapToLong(item -> item.content().size()).sum() <= LITTLE) {
      missing.addAll(all);
      return;
    }
    List<Digest> asked = new ArrayList<>(all);
    for (int from = 0; from < asked.size(); from += Hub.MAX_PACK_CHUNKS) {
      int to = Math.min(asked.size(), from + Hub.MAX_PACK_CHUNKS);
      missing.addAll(courier.hub().missing(courier.repository(), asked.subList(from, to)));
    }
  }

  private void bring(Item item) throws IOException, Fault {
    @Nullable Chunk read = justRead.takeOrNull(item.content());
    if (item.content().chunks().stream().noneMatch(chunk -> missing.contains(chunk.digest()))) {
      return;
    }
    if (read != null) {
      // What it holds by now, if that is something else, is another change.
      missing.remove(read.digest());
      packs.add(read);
      return;
    }
    try (DeskDisk.Source source = courier.disk().open(item.path())) {
      if (!source.look().sameContentAs(item.seen())) {
        changed.add(item);
        return;
      }
      bring(item, source);
      if (!source.look().sameContentAs(item.seen())) {
        // The hub takes no chunk whose bytes are not its digest's: nothing wrong has arrived.
        changed.add(item);
      }
    } catch (NoSuchFileException _) {
      changed.add(item);
    }
  }

  private void bring(Item item, DeskDisk.Source source) throws IOException, Fault {
    long before = handled;
    long position = 0;
    for (ChunkRef ref : item.content().chunks()) {
      if (missing.remove(ref.digest())) {
        byte[] bytes = new byte[ref.length()];
        source.read(position, ByteBuffer.wrap(bytes));
        packs.add(Chunk.trusted(ref, bytes));
      }
      position += ref.length();
      handled = before + position;
    }
  }
}
