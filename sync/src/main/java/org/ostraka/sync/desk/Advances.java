package org.ostraka.sync.desk;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.Content;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.UploadPart;

/** The files that other desks are sending and this one fetches meanwhile. */
final class Advances {
  private static final int MOST = 4;

  /** What gets no place in the tree for so long is given up. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final int MOST_OWN = 10_000;

  private final Courier courier;
  private final Map<NodeId, Advance> advances = new HashMap<>();
  private final Set<NodeId> own = new HashSet<>();

  Advances(Courier courier) {
    this.courier = courier;
  }

  /** Removes what an earlier process left. */
  void begin() throws IOException {
    for (String draft : courier.disk().drafts()) {
      if (draft.startsWith(Advance.PREFIX)) {
        courier.disk().discard(draft);
      }
    }
  }

  /** An upload of this desk: what is told of it is not fetched. */
  synchronized NodeId own(NodeId upload) {
    if (own.size() >= MOST_OWN) {
      own.clear();
    }
    own.add(upload);
    return upload;
  }

  /** A part can be fetched. */
  synchronized void take(UploadPart part) {
    if (own.contains(part.upload())) {
      return;
    }
    @Nullable Advance advance = advances.get(part.upload());
    if (advance == null) {
      if (advances.size() >= MOST) {
        return;
      }
      advance = new Advance(courier, part.upload());
      advances.put(part.upload(), advance);
      courier.workshop().later(PATIENCE, () -> drop(part.upload()));
    }
    if (advance.offer(part)) {
      courier.workshop().run(advance::fetch);
    }
  }

  private void drop(NodeId upload) {
    @Nullable Advance dropped = remove(upload);
    if (dropped != null) {
      courier.workshop().run(dropped::drop);
    }
  }

  private synchronized @Nullable Advance remove(NodeId upload) {
    return advances.remove(upload);
  }

  private synchronized Map<NodeId, Advance> beginningsOf(Content content) {
    Map<NodeId, Advance> found = new HashMap<>(advances);
    found.values().removeIf(advance -> !advance.isBeginningOf(content));
    return found;
  }

  /**
   * Makes what was fetched of this content the draft of this name.
   *
   * @return how many of the content's first chunks the draft has
   */
  int become(Content content, String key) {
    for (Map.Entry<NodeId, Advance> entry : beginningsOf(content).entrySet()) {
      int chunks = entry.getValue().become(content, key);
      if (chunks > 0) {
        @Nullable Advance _ = remove(entry.getKey());
        return chunks;
      }
    }
    return 0;
  }

  /** Gives up all of them. */
  void close() {
    List<NodeId> all;
    synchronized (this) {
      all = List.copyOf(advances.keySet());
    }
    all.forEach(this::drop);
  }
}
