package org.ostraka.swarm.client;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.ostraka.base.identity.Role;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.NodeRole;
import org.ostraka.swarm.PeerMessage;
import org.ostraka.swarm.SessionMessage;
import org.ostraka.swarm.wire.Connection;
import org.ostraka.swarm.wire.RateLimit;
import org.ostraka.swarm.wire.SwarmTls;

/** A member of the organisation that speaks the protocol as a test wants it. */
final class Rogue {
  private static final int PATIENCE_SECONDS = 30;

  private final SwarmTls tls;
  private final NodeId node;
  private final FileKey key;

  Rogue(Members members, String name, FileKey key) {
    this.tls = members.tls(name, Role.CLIENT);
    this.node = NodeId.of(tls.identity().certificate().getPublicKey(), 666);
    this.key = key;
  }

  SwarmTls tls() {
    return tls;
  }

  NodeId node() {
    return node;
  }

  static Endpoint at(ClientNode victim) {
    return new Endpoint("127.0.0.1", victim.port());
  }

  /** Connects, claims to hold all or nothing of the file, and answers what the victim says. */
  Talk meet(ClientNode victim, Holdings holdings, BiConsumer<Connection, Message> answer)
      throws IOException {
    Talk talk = connect(victim, answer);
    talk.connection.send(new PeerMessage.Attach(key));
    talk.connection.send(new PeerMessage.HoldingsMap(holdings));
    return talk;
  }

  /** Connects and says no more than HELLO. */
  Talk connect(ClientNode victim, BiConsumer<Connection, Message> answer) throws IOException {
    Connection connection =
        Connection.open(
            at(victim),
            tls,
            new SessionMessage.Hello(1, NodeRole.CLIENT, new Endpoint("", 0), node, 0));
    Talk talk = new Talk(connection, new LinkedBlockingQueue<>());
    Thread.ofVirtual().start(() -> talk.converse(answer));
    return talk;
  }

  /**
   * A conversation.
   *
   * @param heard what the victim said and nobody has taken yet; ends with BYE when it is over
   */
  record Talk(Connection connection, BlockingQueue<Message> heard) {

    private void converse(BiConsumer<Connection, Message> answer) {
      try {
        for (Message message = connection.readOrNull(RateLimit.NONE);
            message != null;
            message = connection.readOrNull(RateLimit.NONE)) {
          heard.add(message);
          answer.accept(connection, message);
        }
      } catch (IOException _) {
        // The victim has hung up.
      }
      heard.add(new SessionMessage.Bye());
    }

    /** The next message of this kind; others are left out. */
    <T extends Message> T next(Class<T> kind) throws InterruptedException {
      for (Message message = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
          message != null && !(message instanceof SessionMessage.Bye);
          message = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        if (kind.isInstance(message)) {
          return kind.cast(message);
        }
      }
      throw new AssertionError("no " + kind.getSimpleName() + " came");
    }

    ErrorCode closedWith() throws InterruptedException {
      return ErrorCode.taken(next(SessionMessage.ErrorReport.class).code());
    }
  }
}
