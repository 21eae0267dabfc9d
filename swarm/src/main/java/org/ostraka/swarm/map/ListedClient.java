package org.ostraka.swarm.map;

import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.NodeId;

/**
 * A client in the list of one file.
 *
 * @param lastAnnounce when it last said that it is alive
 */
record ListedClient(NodeId node, Endpoint endpoint, int load, Known known, long lastAnnounce) {

  /** Holdings and their digest. */
  record Known(Holdings holdings, long digest) {
    static Known of(Holdings holdings) {
      return new Known(holdings, holdings.digest());
    }
  }

  Holdings holdings() {
    return known.holdings();
  }

  boolean isGone(long now) {
    return now - lastAnnounce > MapLimits.HOLDER_LIFE;
  }

  ListedClient announced(Endpoint endpoint, int load, long now) {
    return new ListedClient(node, endpoint, load, known, now);
  }

  ListedClient holding(Holdings holdings, long now) {
    return new ListedClient(node, endpoint, load, Known.of(holdings), now);
  }

  MapMessage.Holder toHolder() {
    return new MapMessage.Holder(node, load, endpoint, holdings());
  }
}
