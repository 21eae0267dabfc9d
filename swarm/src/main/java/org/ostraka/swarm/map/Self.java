package org.ostraka.swarm.map;

import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.Ownership;

/**
 * This server's own identity.
 *
 * @param incarnation greater at each start
 */
public record Self(NodeId node, long incarnation, Endpoint endpoint) {

  Ownership claim(Ownership after) {
    return after.claimedBy(node, incarnation);
  }

  Ownership resume(Ownership ownership) {
    return ownership.resumed(incarnation);
  }
}
