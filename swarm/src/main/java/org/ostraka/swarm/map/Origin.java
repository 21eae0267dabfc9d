package org.ostraka.swarm.map;

import org.ostraka.swarm.Endpoint;

/** Who opened a connection: the other side, or this server by dialling an endpoint. */
public sealed interface Origin {

  /** The other side did. */
  record Accepted() implements Origin {}

  /** This server did. */
  record Dialled(Endpoint endpoint) implements Origin {}
}
