package org.ostraka.swarm.client;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.ostraka.swarm.wire.Ticker;

/**
 * Which peers are served at a time. When others wait, a peer that has had its turn makes room for
 * them, in the order in which they came; any thread may ask.
 */
final class UploadSlots {
  private static final long TURN = TimeUnit.SECONDS.toNanos(5);
  private static final long IDLE = TimeUnit.SECONDS.toNanos(1);
  private static final long WAITING = TimeUnit.SECONDS.toNanos(2);

  private final int most;
  private final Ticker ticker;
  private final Map<Long, Turn> served = new HashMap<>();

  /** When those that were refused have asked last, in the order in which they came. */
  private final Map<Long, Long> waiting = new LinkedHashMap<>();

  private record Turn(long since, long lastAsk) {}

  UploadSlots(int most, Ticker ticker) {
    this.most = most;
    this.ticker = ticker;
  }

  /** Whether a peer that asks for blocks now is served. */
  synchronized boolean admits(long peer) {
    long now = ticker.nanos();
    served.values().removeIf(turn -> now - turn.lastAsk > IDLE);
    waiting.values().removeIf(lastAsk -> now - lastAsk > WAITING);
    Turn turn = served.get(peer);
    if (turn != null && (waiting.isEmpty() || now - turn.since <= TURN)) {
      served.put(peer, new Turn(turn.since, now));
      return true;
    }
    served.remove(peer);
    waiting.put(peer, now);
    if (List.copyOf(waiting.keySet()).indexOf(peer) >= most - served.size()) {
      return false;
    }
    waiting.remove(peer);
    served.put(peer, new Turn(now, now));
    return true;
  }

  synchronized void leaves(long peer) {
    served.remove(peer);
    waiting.remove(peer);
  }
}
