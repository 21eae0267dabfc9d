package org.ostraka.swarm.client;

import java.io.IOException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.PeerMessage;
import org.ostraka.swarm.SessionMessage;
import org.ostraka.swarm.wire.Connection;
import org.ostraka.swarm.wire.RateLimit;
import org.ostraka.swarm.wire.SwarmTls;
import org.ostraka.swarm.wire.Traffic;
import org.ostraka.swarm.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where connections with peers begin and end, each on a thread of its own. */
final class PeerDoor {
  private static final Logger LOG = LoggerFactory.getLogger(PeerDoor.class);

  private final SwarmTls tls;
  private final Supplier<SessionMessage.Hello> hello;
  private final Function<FileKey, @Nullable Transfer> transfers;

  /**
   * @param transfers the transfer of a file that is shared, or null
   */
  PeerDoor(
      SwarmTls tls,
      Supplier<SessionMessage.Hello> hello,
      Function<FileKey, @Nullable Transfer> transfers) {
    this.tls = tls;
    this.hello = hello;
    this.transfers = transfers;
  }

  /** Serves a connection that was accepted, to its end. */
  void accept(Connection connection) {
    try {
      Message first = connection.readOrNull(RateLimit.NONE);
      if (first instanceof PeerMessage.Attach attach) {
        attached(connection, attach.key());
      } else {
        connection.close(ErrorCode.UNEXPECTED, "ATTACH comes first");
      }
    } catch (WireException e) {
      connection.close(e.code(), e.rule());
    } catch (IOException e) {
      LOG.debug("{} is gone: {}", connection.name(), e.toString());
    }
  }

  private void attached(Connection connection, FileKey key) {
    Transfer transfer = transfers.apply(key);
    if (transfer == null) {
      connection.send(new SessionMessage.ErrorReport(0, ErrorCode.UNKNOWN_FILE, "not shared here"));
      connection.bye();
    } else {
      serve(new PeerLink(connection, transfer, false));
    }
  }

  /** Connects to a peer and serves the connection, to its end. */
  void dial(Transfer transfer, NodeId expected, Endpoint endpoint) {
    try {
      Connection connection = Connection.open(endpoint, tls, hello.get(), Traffic.BULK);
      if (connection.hello().node().equals(expected)) {
        connection.send(new PeerMessage.Attach(transfer.key()));
        serve(new PeerLink(connection, transfer, true));
      } else {
        connection.cut();
        transfer.tell(new ClientEvent.PeerNotReached(transfer.key(), expected));
      }
    } catch (IOException e) {
      LOG.debug("{} is not reached: {}", endpoint, e.toString());
      transfer.tell(new ClientEvent.PeerNotReached(transfer.key(), expected));
    }
  }

  private static void serve(PeerLink peer) {
    try {
      peer.transfer().post(new ClientEvent.PeerMet(peer));
      peer.serve();
    } catch (WireException e) {
      LOG.info("{} broke the protocol: {} {}", peer.name(), e.code(), e.rule());
      if (e.code().shuns()) {
        peer.transfer().shun(peer.node());
      }
      peer.connection().close(e.code(), e.rule());
    } catch (IOException e) {
      LOG.debug("{} is gone: {}", peer.name(), e.toString());
      peer.connection().cut();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      peer.connection().end();
      peer.transfer().left(peer);
      peer.transfer().tell(new ClientEvent.PeerGone(peer));
    }
  }
}
