package org.ostraka.swarm.map;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.ServerState;

/** The other servers that this one knows; none is forgotten because it is dead. */
final class ServerBook {
  private final Self self;
  private final int limit;
  private final Map<NodeId, KnownServer> servers = new TreeMap<>();

  ServerBook(Self self, int limit) {
    this.self = self;
    this.limit = limit;
  }

  Self self() {
    return self;
  }

  @Nullable KnownServer getOrNull(NodeId node) {
    return servers.get(node);
  }

  Collection<KnownServer> all() {
    return servers.values();
  }

  List<KnownServer> living() {
    return servers.values().stream().filter(server -> !server.isDead()).toList();
  }

  /** Takes a server in, or what is newer about it; returns it if it is new, else null. */
  @Nullable KnownServer learnOrNull(NodeId node, Endpoint endpoint, long incarnation) {
    if (node.equals(self.node())) {
      return null;
    }
    KnownServer known = servers.get(node);
    if (known != null) {
      known.update(endpoint, incarnation);
      return null;
    }
    if (servers.size() >= limit - 1) {
      return null;
    }
    KnownServer learned = new KnownServer(node, endpoint, incarnation);
    servers.put(node, learned);
    return learned;
  }

  @Nullable KnownServer atOrNull(Endpoint endpoint) {
    for (KnownServer server : servers.values()) {
      if (server.endpoint().equals(endpoint)) {
        return server;
      }
    }
    return null;
  }

  @Nullable KnownServer ofLinkOrNull(long link) {
    for (KnownServer server : servers.values()) {
      Long outgoing = server.outgoingOrNull();
      if (outgoing != null && outgoing == link) {
        return server;
      }
    }
    return null;
  }

  /** This server first, then the others. */
  List<MapMessage.ServerEntry> entries() {
    List<MapMessage.ServerEntry> entries = new ArrayList<>();
    entries.add(
        new MapMessage.ServerEntry(
            self.node(), self.incarnation(), ServerState.ALIVE, self.endpoint()));
    servers.values().forEach(server -> entries.add(server.toEntry()));
    return entries;
  }
}
