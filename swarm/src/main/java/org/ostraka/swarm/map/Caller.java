package org.ostraka.swarm.map;

import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.NodeRole;

/**
 * The other side of a connection, as its HELLO and its certificate say.
 *
 * @param endpoint where it accepts connections
 */
public record Caller(NodeRole role, NodeId node, long incarnation, Endpoint endpoint) {}
