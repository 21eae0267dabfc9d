package org.ostraka.swarm.client;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeRole;
import org.ostraka.swarm.SessionMessage;
import org.ostraka.swarm.wire.Connection;
import org.ostraka.swarm.wire.RateLimit;
import org.ostraka.swarm.wire.SwarmTls;
import org.ostraka.swarm.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's connections to mapping servers, made when there is something to say. */
final class ServerLinks {
  private static final Logger LOG = LoggerFactory.getLogger(ServerLinks.class);
  private static final int MAX_WAITING = 10_000;

  private final SwarmTls tls;
  private final Supplier<SessionMessage.Hello> hello;
  private final Consumer<StewardEvent> heard;
  private final Map<Endpoint, Link> links = new HashMap<>();

  /** A connection, or what waits for it. */
  private static final class Link {
    private @Nullable Connection connection;
    private final Queue<Message> waiting = new ArrayDeque<>();
  }

  ServerLinks(SwarmTls tls, Supplier<SessionMessage.Hello> hello, Consumer<StewardEvent> heard) {
    this.tls = tls;
    this.hello = hello;
    this.heard = heard;
  }

  synchronized void tell(Endpoint server, Message message) {
    Link link = links.get(server);
    if (link == null) {
      Link made = new Link();
      links.put(server, made);
      made.waiting.add(message);
      Thread.ofVirtual().name("swarm-server").start(() -> run(server, made));
    } else if (link.connection != null) {
      link.connection.send(message);
    } else if (link.waiting.size() < MAX_WAITING) {
      link.waiting.add(message);
    }
  }

  synchronized void drop(Endpoint server) {
    Link link = links.get(server);
    if (link != null && link.connection != null) {
      link.connection.cut();
    }
  }

  synchronized void watch() {
    links
        .values()
        .forEach(link -> {
          if (link.connection != null) {
            link.connection.watch();
          }
        });
  }

  synchronized void bye() {
    links
        .values()
        .forEach(link -> {
          if (link.connection != null) {
            link.connection.bye();
          }
        });
  }

  private void run(Endpoint server, Link link) {
    Connection connection;
    try {
      connection = Connection.open(server, tls, hello.get());
      requireServer(connection);
    } catch (IOException e) {
      LOG.debug("{} is not reached: {}", server, e.toString());
      forget(server);
      heard.accept(new StewardEvent.Lost(server, false));
      return;
    }
    heard.accept(new StewardEvent.Met(server, connection.hello().node()));
    opened(link, connection);
    try {
      read(server, connection);
    } finally {
      connection.end();
      forget(server);
      heard.accept(new StewardEvent.Lost(server, true));
    }
  }

  private static void requireServer(Connection connection) throws WireException {
    if (connection.hello().role() != NodeRole.SERVER) {
      connection.close(ErrorCode.ROLE, "this is no mapping server");
      throw new WireException(ErrorCode.ROLE, "this is no mapping server");
    }
  }

  private synchronized void opened(Link link, Connection connection) {
    link.connection = connection;
    link.waiting.forEach(connection::send);
    link.waiting.clear();
  }

  private synchronized void forget(Endpoint server) {
    links.remove(server);
  }

  private void read(Endpoint server, Connection connection) {
    try {
      for (Message message = connection.readOrNull(RateLimit.NONE);
          message != null;
          message = connection.readOrNull(RateLimit.NONE)) {
        if (message instanceof SessionMessage.Ping ping) {
          connection.send(new SessionMessage.Pong(ping.nonce()));
        } else {
          heard.accept(new StewardEvent.Said(server, message));
        }
      }
    } catch (WireException e) {
      LOG.warn("{} broke the protocol: {} {}", server, e.code(), e.rule());
      connection.close(e.code(), e.rule());
    } catch (IOException e) {
      LOG.debug("{} is gone: {}", server, e.toString());
    }
  }
}
