package org.ostraka.ballot.raft;

import org.ostraka.ballot.ServerId;

/**
 * One ballot server as the others reach it for consensus.
 *
 * @param host the name or address that it listens at and that the others connect to
 * @param port between 1 and 65535, used for nothing else
 */
public record RaftMember(ServerId id, String host, int port) {

  /** Checks the port; {@link IllegalArgumentException} names it. */
  public RaftMember {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "port %d of server %s: between 1 and 65535".formatted(port, id));
    }
  }

  String address() {
    return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
  }
}
