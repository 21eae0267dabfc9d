package org.ostraka.app.organisation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.HostPort;

/**
 * Where a ballot server is reached.
 *
 * @param apiPort for commands, voting processes and the other servers' questions: HTTPS
 * @param raftPort for consensus between the servers
 */
public record ServerAddress(ServerId id, String host, int apiPort, int raftPort) {

  /** Checks the ports; {@link IllegalArgumentException} names the server and the rule. */
  public ServerAddress {
    requirePort(id, "api-port", apiPort);
    requirePort(id, "raft-port", raftPort);
    if (apiPort == raftPort) {
      throw new IllegalArgumentException(
          "server %s: api-port and raft-port are both %d".formatted(id, apiPort));
    }
  }

  private static void requirePort(ServerId id, String key, int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("server %s: %s %d: 1 to 65535".formatted(id, key, port));
    }
  }

  /** Where its API listens. */
  public HostPort apiAddress() {
    return new HostPort(host, apiPort);
  }

  /** Where its API begins. */
  public URI api() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("https://" + name + ":" + apiPort);
  }

  /** Whether both ports can be listened at now; always true for another machine's address. */
  public boolean isFree() {
    return isFree(apiPort) && isFree(raftPort);
  }

  private boolean isFree(int port) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return !address.isLoopbackAddress() || canListen(new InetSocketAddress(address, port));
    } catch (UnknownHostException _) {
      return true;
    }
  }

  private static boolean canListen(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
