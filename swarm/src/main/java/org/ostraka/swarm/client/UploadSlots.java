package org.ostraka.swarm.client;

import java.util.HashMap;
import java.util.Map;

/**
 * Which peers are served at a time. When others wait, a peer that has had its turn makes room for
 * them; any thread may ask.
 */
final class UploadSlots {
  private static final long TURN = 5_000;
  private static final long IDLE = 1_000;
  private static final long WAITING = 2_000;

  private final int most;
  private final Map<Long, Turn> served = new HashMap<>();
  private long lastRefusal = Long.MIN_VALUE / 2;

  private record Turn(long since, long lastAsk) {}

  UploadSlots(int most) {
    this.most = most;
  }

  /** Whether a peer that asks for blocks now is served. */
  synchronized boolean admits(long peer, long now) {
    served.values().removeIf(turn -> now - turn.lastAsk > IDLE);
    Turn turn = served.get(peer);
    boolean othersWait = now - lastRefusal < WAITING;
    if (turn != null && othersWait && now - turn.since > TURN) {
      served.remove(peer);
      return false;
    }
    if (turn == null && served.size() >= most) {
      lastRefusal = now;
      return false;
    }
    served.put(peer, new Turn(turn == null ? now : turn.since, now));
    return true;
  }

  synchronized void leaves(long peer) {
    served.remove(peer);
  }
}
