package org.ostraka.sync.desk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.ostraka.sync.Content;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.ThreeTrees;

/**
 * What is under way in the two directions: gathers wishes during a round and hands them to the
 * workshop in loads, many small files together, large ones alone.
 */
final class Transfers {
  private static final int LOAD_FILES = 2_000;
  private static final long LOAD_BYTES = 32 << 20;
  private static final int LOADS_AT_A_TIME = 3;

  private final Courier courier;
  private final Advances advances;
  private final JustRead justRead;
  private final Consumer<SessionEvent> teller;
  private final Map<NodeId, Content> stored = new HashMap<>();
  private final Map<NodeId, Upload.Item> uploading = new HashMap<>();
  private final Map<NodeId, Download.Item> downloading = new HashMap<>();
  private final Map<NodeId, Upload.Item> toUpload = new LinkedHashMap<>();
  private final Map<NodeId, Download.Item> toDownload = new LinkedHashMap<>();
  private final List<Moving> moving = new ArrayList<>();
  private int uploads;
  private int downloads;

  /** A load under way. */
  interface Moving extends Runnable {

    /** What is said of a load that has ended. */
    long ENDED = -1;

    /** How much of it is done, or {@link #ENDED}. */
    long handledBytes();
  }

  Transfers(Courier courier, Advances advances, JustRead justRead, Consumer<SessionEvent> teller) {
    this.courier = courier;
    this.advances = advances;
    this.justRead = justRead;
    this.teller = teller;
  }

  /** Whether the hub is known to have this content, because it was brought for this node. */
  boolean isStored(NodeId node, Content content) {
    return Objects.equals(stored.get(node), content);
  }

  /**
   * The nodes whose content is on its way; the session is told when that ends. Not those that were
   * removed since: of a removal a person may have to be asked.
   */
  Predicate<NodeId> busy(ThreeTrees trees) {
    return id ->
        (uploading.containsKey(id) && trees.local().holds(id))
            || (downloading.containsKey(id) && trees.remote().holds(id));
  }

  /** Whether there is room for another upload: else nothing need be wished. */
  boolean takeUploads() {
    return uploads < LOADS_AT_A_TIME;
  }

  /** Whether there is room for another download. */
  boolean takeDownloads() {
    return downloads < LOADS_AT_A_TIME;
  }

  void wish(Upload.Item item) {
    if (!uploading.containsKey(item.node())) {
      toUpload.put(item.node(), item);
    }
  }

  void wish(Download.Item item) {
    if (!downloading.containsKey(item.node())) {
      toDownload.put(item.node(), item);
    }
  }

  /** Begins what was wished, as far as there is room; the rest is wished again next time. */
  void begin() {
    moving.removeIf(load -> load.handledBytes() == Moving.ENDED);
    for (List<Upload.Item> load :
        loads(toUpload.values(), item -> item.content().size(), uploads)) {
      uploads++;
      load.forEach(item -> uploading.put(item.node(), item));
      begin(new Upload(courier, justRead, load, teller));
    }
    for (List<Download.Item> load :
        loads(toDownload.values(), item -> item.target().content().size(), downloads)) {
      downloads++;
      load.forEach(item -> downloading.put(item.node(), item));
      begin(new Download(courier, advances, load, teller));
    }
    toUpload.clear();
    toDownload.clear();
  }

  private void begin(Moving load) {
    moving.add(load);
    courier.workshop().run(load);
  }

  /** Of all that is under way. */
  long movedBytes() {
    return moving.stream().mapToLong(load -> Math.max(0, load.handledBytes())).sum();
  }

  /** How large an item is. */
  @FunctionalInterface
  private interface Size<T> {
    long of(T item);
  }

  private static <T> List<List<T>> loads(Collection<T> items, Size<T> size, int underWay) {
    List<List<T>> loads = new ArrayList<>();
    List<T> load = new ArrayList<>();
    long bytes = 0;
    for (T item : items) {
      if (!load.isEmpty() && (load.size() == LOAD_FILES || bytes + size.of(item) > LOAD_BYTES)) {
        loads.add(load);
        load = new ArrayList<>();
        bytes = 0;
      }
      load.add(item);
      bytes += size.of(item);
    }
    if (!load.isEmpty()) {
      loads.add(load);
    }
    return loads.subList(0, Math.min(loads.size(), Math.max(0, LOADS_AT_A_TIME - underWay)));
  }

  /** A load has arrived on the hub. */
  void stored(SessionEvent.Stored event) {
    uploads--;
    for (Upload.Item item : event.items()) {
      uploading.remove(item.node());
      stored.put(item.node(), item.content());
    }
    event.changed().forEach(item -> stored.remove(item.node()));
  }

  void failed(SessionEvent.UploadFailed event) {
    uploads--;
    event.items().forEach(item -> uploading.remove(item.node()));
  }

  /** Drafts are complete. */
  void fetched(SessionEvent.Fetched event) {
    event.items().forEach(item -> downloading.remove(item.node()));
  }

  /** A load has ended, one way or the other. */
  void downloadEnded(List<Download.Item> rest) {
    downloads--;
    rest.forEach(item -> downloading.remove(item.node()));
  }

  /** The hub has the node; its content needs not be remembered. */
  void settled(NodeId node) {
    stored.remove(node);
  }

  boolean areUnderWay() {
    return uploads > 0 || downloads > 0;
  }
}
