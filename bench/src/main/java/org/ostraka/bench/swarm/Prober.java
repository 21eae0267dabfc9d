package org.ostraka.bench.swarm;

import java.io.IOException;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.NodeRole;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.SessionMessage;
import org.ostraka.swarm.wire.Connection;
import org.ostraka.swarm.wire.RateLimit;
import org.ostraka.swarm.wire.SwarmTls;

/** Asks one mapping server again and again who holds a file, as any client may. */
final class Prober {
  private static final long EVERY_MILLIS = 20;

  private final Endpoint server;
  private final SwarmTls tls;
  private final int installation;

  Prober(Endpoint server, SwarmTls tls, int installation) {
    this.server = server;
    this.tls = tls;
    this.installation = installation;
  }

  /** Returns when the server's own answer lists this holder with all fragments. */
  void awaitOwner(FileKey key, NodeId holder) throws IOException, InterruptedException {
    NodeId self = NodeId.of(tls.identity().certificate().getPublicKey(), installation);
    Connection connection =
        Connection.open(
            server,
            tls,
            new SessionMessage.Hello(
                SessionMessage.VERSION, NodeRole.CLIENT, new Endpoint("", 0), self, 0));
    try {
      for (int tag = 1; !answers(connection, tag, key, holder); tag++) {
        Thread.sleep(EVERY_MILLIS);
      }
    } finally {
      connection.cut();
    }
  }

  private static boolean answers(Connection connection, int tag, FileKey key, NodeId holder)
      throws IOException {
    connection.send(new MapMessage.Locate(tag, key, Ownership.NONE, MapMessage.Locate.MAX_HOLDERS));
    for (Message heard = connection.readOrNull(RateLimit.NONE);
        heard != null;
        heard = connection.readOrNull(RateLimit.NONE)) {
      switch (heard) {
        case MapMessage.Located located -> {
          return located.holders().stream()
              .anyMatch(it -> it.node().equals(holder) && it.holdings().isComplete());
        }
        case MapMessage.Moved _, SessionMessage.ErrorReport _ -> {
          return false;
        }
        default -> {}
      }
    }
    throw new IOException("the server closed the connection");
  }
}
