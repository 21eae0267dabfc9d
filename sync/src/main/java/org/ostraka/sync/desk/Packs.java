package org.ostraka.sync.desk;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.ostraka.base.Fault;
import org.ostraka.sync.Chunk;

/** Chunks on their way to the hub, several packs at a time. One thread fills them. */
final class Packs {
  private final Courier courier;
  private final Way way;
  private final Deque<Workshop.Job<Boolean>> underWay = new ArrayDeque<>();
  private List<Chunk> pack = new ArrayList<>();
  private long packBytes;
  private int sent;

  /** How a pack of chunks is brought to the hub. */
  @FunctionalInterface
  interface Way {

    /**
     * Called by several threads.
     *
     * @param from how many chunks were added before these
     */
    void bring(int from, List<Chunk> pack) throws IOException, Fault;
  }

  Packs(Courier courier, Way way) {
    this.courier = courier;
    this.way = way;
  }

  /** Adds a chunk; waits while too many packs are under way, and throws what one of them threw. */
  void add(Chunk chunk) throws IOException, Fault {
    if (packBytes + chunk.length() > Hub.MAX_PACK_BYTES || pack.size() == Hub.MAX_PACK_CHUNKS) {
      send();
    }
    pack.add(chunk);
    packBytes += chunk.length();
  }

  private void send() throws IOException, Fault {
    List<Chunk> full = pack;
    int from = sent;
    sent += full.size();
    pack = new ArrayList<>();
    packBytes = 0;
    underWay.add(
        courier
            .workshop()
            .ahead(() -> {
              way.bring(from, full);
              return true;
            }));
    await(Courier.PACKS_AHEAD - 1);
  }

  /** Sends what was added last, and returns when all has arrived. */
  void finish() throws IOException, Fault {
    if (!pack.isEmpty()) {
      send();
    }
    await(0);
  }

  private void await(int left) throws IOException, Fault {
    while (underWay.size() > left) {
      underWay.removeFirst().run();
    }
  }
}
