package org.ostraka.swarm.map;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.NodeRole;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.SessionMessage;
import org.ostraka.swarm.wire.Connection;
import org.ostraka.swarm.wire.Listener;
import org.ostraka.swarm.wire.RateLimit;
import org.ostraka.swarm.wire.SwarmTls;
import org.ostraka.swarm.wire.Traffic;
import org.ostraka.swarm.wire.Vouchers;
import org.ostraka.swarm.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mapping server that runs: one thread owns the state machine and takes events from a bounded
 * mailbox; connections have virtual threads of their own.
 */
public final class MapService implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(MapService.class);
  private static final int MAILBOX = 50_000;
  private static final int CONNECTIONS = 20_000;
  private static final long TICK_MILLIS = 100;
  private static final long HOUSEKEEPING_MILLIS = 1_000;

  private final SwarmTls tls;
  private final Vouchers vouchers;
  private final MapMemory memory;
  private final Listener listener;
  private final Self self;
  private final MappingServer core;
  private final BlockingQueue<MapEvent> mailbox = new ArrayBlockingQueue<>(MAILBOX);
  private final Map<Long, Connection> connections = new ConcurrentHashMap<>();
  private final AtomicLong lastLink = new AtomicLong();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean running = true;
  private boolean dirty;
  private long nextRemember;

  /**
   * Starts a server.
   *
   * @param settings where and with whom
   * @param directory what it remembers across restarts
   */
  public MapService(SwarmTls tls, Settings settings, Path directory, InstantSource clock)
      throws IOException, Fault {
    this.tls = tls;
    this.vouchers = new Vouchers(tls, clock);
    this.memory = new MapMemory(directory);
    this.listener = new Listener(tls, null, settings.port(), CONNECTIONS, Traffic.MESSAGES);
    NodeId node = NodeId.of(tls.identity().certificate().getPublicKey(), memory.installation());
    this.self =
        new Self(
            node,
            memory.nextIncarnation(clock.millis()),
            new Endpoint(settings.host(), listener.port()));
    List<Endpoint> seeds = new ArrayList<>(settings.join());
    seeds.addAll(memory.servers());
    this.core = new MappingServer(self, seeds, settings.limits(), new java.util.Random());
    core.recall(memory.ownerships(), List.of());
  }

  /**
   * What the operator decides.
   *
   * @param host the name under which others reach this server; empty for the address they see
   * @param port 0 for any free one
   * @param join servers to meet first
   */
  public record Settings(String host, int port, List<Endpoint> join, MapLimits limits) {}

  /** Starts the threads. */
  public void start() {
    Thread.ofPlatform().name("map-owner").daemon(true).start(this::own);
    Thread.ofVirtual().name("map-housekeeping").start(this::keepHouse);
    listener.start(this::hello, connection -> serve(connection, new Origin.Accepted()));
    LOG.info("mapping server {} on port {}", self.node(), self.endpoint().port());
  }

  /** The port on which it accepts connections. */
  public int port() {
    return listener.port();
  }

  public NodeId node() {
    return self.node();
  }

  private SessionMessage.Hello hello() {
    return new SessionMessage.Hello(
        SessionMessage.VERSION, NodeRole.SERVER, self.endpoint(), self.node(), self.incarnation());
  }

  /** Reads a connection to its end. */
  private void serve(Connection connection, Origin origin) {
    long link = lastLink.incrementAndGet();
    SessionMessage.Hello hello = connection.hello();
    connections.put(link, connection);
    post(
        new MapEvent.Met(
            link,
            new Caller(hello.role(), hello.node(), hello.incarnation(), connection.endpoint()),
            origin));
    try {
      for (Message message = connection.readOrNull(RateLimit.NONE);
          message != null;
          message = connection.readOrNull(RateLimit.NONE)) {
        receive(connection, link, message);
      }
    } catch (WireException e) {
      LOG.info("{} broke the protocol: {} {}", connection.name(), e.code(), e.rule());
      connection.close(e.code(), e.rule());
    } catch (IOException e) {
      LOG.debug("{} is gone: {}", connection.name(), e.toString());
    } finally {
      connections.remove(link);
      post(new MapEvent.Gone(link));
    }
  }

  private void receive(Connection connection, long link, Message message) {
    if (message instanceof SessionMessage.ErrorReport error
        && org.ostraka.swarm.ErrorCode.taken(error.code()).closes()) {
      connection.cut();
    } else {
      post(new MapEvent.Said(link, message));
    }
  }

  /** Waits while the mailbox is full: a flood slows its senders down, and nothing else. */
  private void post(MapEvent event) {
    try {
      mailbox.put(event);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void own() {
    long nextTick = 0;
    try {
      while (running) {
        long now = millis();
        if (now >= nextTick) {
          nextTick = now + TICK_MILLIS;
          step(new MapEvent.Tick());
        }
        @Nullable MapEvent event = mailbox.poll(nextTick - now, TimeUnit.MILLISECONDS);
        if (event != null) {
          step(event);
        }
      }
      remember();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }

  private static long millis() {
    return System.nanoTime() / 1_000_000;
  }

  private void step(MapEvent event) {
    for (MapAction action : core.on(millis(), event)) {
      act(action);
    }
    if (event instanceof MapEvent.Tick && dirty && millis() >= nextRemember) {
      nextRemember = millis() + HOUSEKEEPING_MILLIS;
      remember();
    }
  }

  private void act(MapAction action) {
    switch (action) {
      case MapAction.Say say -> say(say.link(), say.message());
      case MapAction.Dial dial ->
          Thread.ofVirtual().name("map-dialler").start(() -> dial(dial.endpoint()));
      case MapAction.HangUp up -> {
        Connection connection = connections.get(up.link());
        if (connection != null) {
          connection.close(up.code(), up.reason());
        }
      }
      case MapAction.Vouch vouch ->
          Thread.ofVirtual().name("map-vouch").start(() -> vouch(vouch.to(), vouch.unsigned()));
      case MapAction.Remember _ -> dirty = true;
      case MapAction.Note note -> LOG.info("{}", note.line());
    }
  }

  private void say(long link, Message message) {
    Connection connection = connections.get(link);
    if (connection != null) {
      connection.send(message);
    }
  }

  private void dial(Endpoint endpoint) {
    try {
      Connection connection = Connection.open(endpoint, tls, hello());
      try {
        serve(connection, new Origin.Dialled(endpoint));
      } finally {
        connection.end();
      }
    } catch (IOException e) {
      LOG.debug("{} is not reached: {}", endpoint, e.toString());
      post(new MapEvent.NotReached(endpoint));
    }
  }

  private void vouch(Asker to, MapMessage.Voucher unsigned) {
    try {
      say(to.link(), to.wrapped(vouchers.seal(unsigned)));
    } catch (GeneralSecurityException e) {
      LOG.warn("a voucher could not be signed: {}", e.toString());
    }
  }

  /** Only the owning thread calls this. What is lost here is told again by the other servers. */
  private void remember() {
    dirty = false;
    try {
      Map<FileKey, Ownership> ownerships = core.ownerships();
      memory.keep(ownerships);
      memory.keep(core.servers());
    } catch (IOException e) {
      LOG.warn("ownerships could not be written down: {}", e.toString());
    }
  }

  private void keepHouse() {
    try {
      while (running) {
        TimeUnit.MILLISECONDS.sleep(HOUSEKEEPING_MILLIS);
        connections.values().forEach(Connection::watch);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops: says goodbye to all, and writes down what is remembered. */
  @Override
  public void close() throws IOException {
    running = false;
    listener.close();
    connections.values().forEach(Connection::bye);
    try {
      stopped.await(2, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
