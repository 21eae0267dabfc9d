package org.ostraka.swarm.map;

import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.ServerMessage;

/**
 * A client that asked for something, on its own connection or through another server.
 *
 * @param link the connection on which the answer goes back
 * @param relayed whether a server stands between
 */
public record Asker(long link, NodeId node, Endpoint endpoint, boolean relayed) {

  /** The answer in the form in which it goes over the link. */
  public Message wrapped(Message answer) {
    return relayed ? new ServerMessage.Relay(node, endpoint, answer) : answer;
  }
}
