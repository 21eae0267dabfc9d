package org.ostraka.swarm.world;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import org.ostraka.sim.Simulation;
import org.ostraka.sim.Timer;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.NodeRole;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.map.Caller;
import org.ostraka.swarm.map.MapAction;
import org.ostraka.swarm.map.MapEvent;
import org.ostraka.swarm.map.MapLimits;
import org.ostraka.swarm.map.MappingServer;
import org.ostraka.swarm.map.Origin;
import org.ostraka.swarm.map.Self;
import org.ostraka.swarm.wire.Encoder;

/** A mapping server's program on a simulated machine; it may be paused. */
final class SimServer implements SimLinks.Host {
  private final Simulation simulation;
  private final SimLinks links;
  private final String name;
  private final MappingServer core;
  private final Timer ticks;
  private final Queue<Runnable> whilePaused = new ArrayDeque<>();
  private final Map<Class<?>, Integer> heard = new HashMap<>();
  private long octets;
  private boolean paused;
  private boolean running = true;

  SimServer(
      Simulation simulation,
      SimLinks links,
      String name,
      long incarnation,
      List<Endpoint> seeds,
      Map<FileKey, Ownership> memory) {
    this.simulation = simulation;
    this.links = links;
    this.name = name;
    Self self = new Self(node(name), incarnation, endpoint(name));
    Random random = new Random(simulation.random().nextLong());
    this.core = new MappingServer(self, seeds, MapLimits.USUAL, random);
    core.recall(memory, List.of());
    links.start(name, this);
    this.ticks = simulation.every(Duration.ofMillis(100), () -> handle(new MapEvent.Tick()));
  }

  static NodeId node(String name) {
    return new NodeId(2, 1 + Long.parseLong(name.substring(1)));
  }

  static Endpoint endpoint(String name) {
    return new Endpoint(name, 7411);
  }

  MappingServer core() {
    return core;
  }

  String name() {
    return name;
  }

  /** Messages of a kind that arrived here. */
  int heard(Class<?> kind) {
    return heard.getOrDefault(kind, 0);
  }

  /** Octets of all messages that arrived here, as the codec writes them. */
  long octets() {
    return octets;
  }

  boolean isRunning() {
    return running;
  }

  void stop() {
    running = false;
    ticks.cancel();
  }

  void pause() {
    paused = true;
  }

  void resume() {
    paused = false;
    while (!whilePaused.isEmpty() && !paused) {
      whilePaused.remove().run();
    }
  }

  private long now() {
    return simulation.now().toEpochMilli();
  }

  private void handle(MapEvent event) {
    if (!running || (paused && event instanceof MapEvent.Tick)) {
      return;
    }
    if (paused) {
      whilePaused.add(() -> handle(event));
      return;
    }
    for (MapAction action : core.on(now(), event)) {
      act(action);
    }
  }

  private void act(MapAction action) {
    switch (action) {
      case MapAction.Say say -> links.send(name, say.link(), say.message());
      case MapAction.Dial dial -> links.dial(name, dial.endpoint().host());
      case MapAction.HangUp up -> links.close(name, up.link());
      case MapAction.Note note -> simulation.note(name + ": " + note.line());
      case MapAction.Vouch _, MapAction.Remember _ -> {}
    }
  }

  @Override
  public boolean isAwake() {
    return !paused;
  }

  @Override
  public void met(long link, String other, boolean dialled) {
    boolean server = other.startsWith("s");
    Caller caller =
        new Caller(
            server ? NodeRole.SERVER : NodeRole.CLIENT,
            server ? node(other) : SimClient.node(other),
            0,
            endpoint(other));
    Origin origin = dialled ? new Origin.Dialled(endpoint(other)) : new Origin.Accepted();
    handle(new MapEvent.Met(link, caller, origin));
  }

  @Override
  public void said(long link, Message message) {
    heard.merge(message.getClass(), 1, Integer::sum);
    octets += Encoder.encode(message).remaining();
    handle(new MapEvent.Said(link, message));
  }

  @Override
  public void gone(long link) {
    handle(new MapEvent.Gone(link));
  }

  @Override
  public void notReached(String other) {
    handle(new MapEvent.NotReached(endpoint(other)));
  }
}
