package org.ostraka.swarm.map;

import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.ServerState;

/** Another mapping server, as this one sees it. */
final class KnownServer {
  private final NodeId node;
  private Endpoint endpoint;
  private long incarnation;
  private ServerState state = ServerState.SUSPECT;
  private long diedAt = Long.MIN_VALUE / 2;
  private long lastSign = Long.MIN_VALUE / 2;

  /** The connection that this server opened to it, and the one that it opened, if any. */
  private @Nullable Long outgoing;

  private @Nullable Long incoming;
  private boolean dialling;
  private long redialAt;
  private long redialDelay = MapLimits.TEST_PERIOD;

  KnownServer(NodeId node, Endpoint endpoint, long incarnation) {
    this.node = node;
    this.endpoint = endpoint;
    this.incarnation = incarnation;
  }

  NodeId node() {
    return node;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  ServerState state() {
    return state;
  }

  boolean isDead() {
    return state == ServerState.DEAD;
  }

  /** Whether there was a sign of life within the last {@code millis}. */
  boolean isFresh(long now, long millis) {
    return state == ServerState.ALIVE && now - lastSign <= millis;
  }

  /** Takes over what is newer; a greater incarnation wins. */
  void update(Endpoint endpoint, long incarnation) {
    if (Long.compareUnsigned(incarnation, this.incarnation) >= 0) {
      this.incarnation = incarnation;
      this.endpoint = endpoint;
    }
  }

  void sign(long now) {
    lastSign = now;
    state = ServerState.ALIVE;
    redialDelay = MapLimits.TEST_PERIOD;
  }

  /** Somebody else has had a sign of life: alive, though perhaps not for this server. */
  void vouchedFor() {
    state = ServerState.ALIVE;
  }

  void suspected() {
    state = ServerState.SUSPECT;
  }

  void died(long now) {
    state = ServerState.DEAD;
    diedAt = now;
  }

  /** Found dead so lately that another test would say the same. */
  boolean isFreshlyDead(long now) {
    return isDead() && now - diedAt <= MapLimits.TEST_PERIOD;
  }

  void connected(long link) {
    outgoing = link;
    dialling = false;
  }

  void calledIn(long link) {
    incoming = link;
  }

  /** Forgets a connection; returns whether it was one of this server's. */
  boolean lost(long link) {
    boolean ours = false;
    if (outgoing != null && outgoing == link) {
      outgoing = null;
      ours = true;
    }
    if (incoming != null && incoming == link) {
      incoming = null;
      ours = true;
    }
    return ours;
  }

  @Nullable Long outgoingOrNull() {
    return outgoing;
  }

  /** A connection with it in either direction, or null. */
  @Nullable Long linkOrNull() {
    return outgoing != null ? outgoing : incoming;
  }

  boolean mayDial(long now) {
    return outgoing == null && !dialling && now >= redialAt;
  }

  boolean isDialling() {
    return dialling;
  }

  void dialled() {
    dialling = true;
  }

  void notReached(long now) {
    dialling = false;
    redialAt = now + redialDelay;
    redialDelay = Math.min(2 * redialDelay, MapLimits.LONGEST_REDIAL);
  }

  MapMessage.ServerEntry toEntry() {
    return new MapMessage.ServerEntry(node, incarnation, state, endpoint);
  }
}
