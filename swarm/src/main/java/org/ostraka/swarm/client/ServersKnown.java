package org.ostraka.swarm.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.NodeId;

/** The mapping servers that a client may use, and which of them failed lately. */
final class ServersKnown {

  /** A server that failed is tried after the others for this long. */
  private static final long SHY = 10_000;

  private static final int MOST = 256;

  private final Map<Endpoint, Long> failedAt = new LinkedHashMap<>();
  private final Map<Endpoint, NodeId> nodes = new HashMap<>();

  /** Adds a server; whether it is new. */
  boolean add(Endpoint server) {
    boolean takes = server.port() != 0 && !server.host().isEmpty() && failedAt.size() < MOST;
    return takes && failedAt.putIfAbsent(server, Long.MIN_VALUE / 2) == null;
  }

  List<Endpoint> all() {
    return List.copyOf(failedAt.keySet());
  }

  void met(Endpoint server, NodeId node) {
    add(server);
    nodes.put(server, node);
    failedAt.replace(server, Long.MIN_VALUE / 2);
  }

  @Nullable NodeId nodeOrNull(Endpoint server) {
    return nodes.get(server);
  }

  void failed(Endpoint server, long now) {
    failedAt.replace(server, now);
  }

  boolean hasFailed(Endpoint server, long now) {
    Long at = failedAt.get(server);
    return at != null && now - at < SHY;
  }

  /** The next server to try for a file: in rendezvous order, those that failed last. */
  @Nullable Endpoint nextOrNull(FileKey key, Set<Endpoint> tried, long now) {
    List<Endpoint> left = new ArrayList<>(failedAt.keySet());
    left.removeAll(tried);
    left.sort(
        Comparator.comparing((Endpoint server) -> hasFailed(server, now))
            .thenComparing(server -> score(key, server), Comparator.reverseOrder()));
    return left.isEmpty() ? null : left.getFirst();
  }

  /** RFC section 6.3; a server whose identifier is not known yet counts by its endpoint. */
  private Digest score(FileKey key, Endpoint server) {
    NodeId node = nodes.get(server);
    byte[] name = server.toString().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer text = ByteBuffer.allocate(Digest.BYTES + Math.max(NodeId.BYTES, name.length));
    key.root().writeTo(text);
    if (node != null) {
      node.writeTo(text);
    } else {
      text.put(name);
    }
    return Digest.of(text.flip());
  }
}
