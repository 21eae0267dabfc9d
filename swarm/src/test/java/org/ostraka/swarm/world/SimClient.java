package org.ostraka.swarm.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ostraka.sim.Simulation;
import org.ostraka.sim.Timer;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.client.Steward;
import org.ostraka.swarm.client.StewardAction;
import org.ostraka.swarm.client.StewardEvent;

/** A client's program on a simulated machine, as far as the owners of its files go. */
final class SimClient implements SimLinks.Host {
  private final Simulation simulation;
  private final SimLinks links;
  private final String name;
  private final Steward steward;
  private final Timer ticks;
  private final Map<FileKey, Holdings> held = new LinkedHashMap<>();
  private final Map<FileKey, Ownership> seen = new HashMap<>();
  private final Map<String, Long> linkOf = new HashMap<>();
  private final Map<Long, String> serverOf = new HashMap<>();
  private final Map<String, List<Message>> unsent = new HashMap<>();
  private boolean running = true;

  SimClient(Simulation simulation, SimLinks links, String name, List<Endpoint> servers) {
    this.simulation = simulation;
    this.links = links;
    this.name = name;
    this.steward = new Steward(new Random(simulation.random().nextLong()));
    links.start(name, this);
    handle(new StewardEvent.Servers(servers));
    this.ticks = simulation.every(Duration.ofMillis(100), () -> handle(new StewardEvent.Tick()));
  }

  static NodeId node(String name) {
    return new NodeId(1, 1 + Long.parseLong(name.substring(1)));
  }

  String name() {
    return name;
  }

  boolean isRunning() {
    return running;
  }

  void stop() {
    running = false;
    ticks.cancel();
  }

  Map<FileKey, Holdings> held() {
    return held;
  }

  void share(FileKey key, Holdings holdings) {
    held.put(key, holdings);
    handle(new StewardEvent.Opened(key, new FileName("file"), holdings, !holdings.isComplete()));
  }

  void gain(FileKey key, int fragment) {
    Holdings before = held.getOrDefault(key, Holdings.none(key.fragments()));
    held.put(key, before.with(fragment));
    handle(new StewardEvent.Holds(key, before.with(fragment)));
  }

  private void handle(StewardEvent event) {
    if (!running) {
      return;
    }
    for (StewardAction action : steward.on(simulation.now().toEpochMilli(), event)) {
      act(action);
    }
    for (FileKey key : held.keySet()) {
      Ownership now = steward.seen(key);
      Ownership before = seen.put(key, now);
      assertThat(before == null || !before.isAbove(now))
          .as("%s went from %s to %s", name, before, now)
          .isTrue();
    }
  }

  private void act(StewardAction action) {
    switch (action) {
      case StewardAction.Tell tell -> tell(tell.server().host(), tell.message());
      case StewardAction.Drop drop -> drop(drop.server().host());
      case StewardAction.Note note -> simulation.note(name + ": " + note.line());
      case StewardAction.Found _,
          StewardAction.Vouched _,
          StewardAction.Trusted _,
          StewardAction.NowhereFound _,
          StewardAction.Learned _ -> {}
    }
  }

  private void tell(String server, Message message) {
    Long link = linkOf.get(server);
    if (link != null) {
      links.send(name, link, message);
      return;
    }
    if (unsent.computeIfAbsent(server, _ -> new ArrayList<>()).isEmpty()) {
      links.dial(name, server);
    }
    unsent.getOrDefault(server, List.of()).add(message);
  }

  private void drop(String server) {
    Long link = linkOf.get(server);
    if (link != null) {
      links.close(name, link);
    }
  }

  @Override
  public void met(long link, String other, boolean dialled) {
    linkOf.put(other, link);
    serverOf.put(link, other);
    List<Message> waiting = unsent.remove(other);
    handle(new StewardEvent.Met(SimServer.endpoint(other), SimServer.node(other)));
    if (waiting != null) {
      waiting.forEach(message -> links.send(name, link, message));
    }
  }

  @Override
  public void said(long link, Message message) {
    String server = serverOf.get(link);
    if (server != null) {
      handle(new StewardEvent.Said(SimServer.endpoint(server), message));
    }
  }

  @Override
  public void gone(long link) {
    String server = serverOf.remove(link);
    if (server != null) {
      linkOf.remove(server, link);
      handle(new StewardEvent.Lost(SimServer.endpoint(server), true));
    }
  }

  @Override
  public void notReached(String other) {
    unsent.remove(other);
    handle(new StewardEvent.Lost(SimServer.endpoint(other), false));
  }
}
