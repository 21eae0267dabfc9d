package org.ostraka.swarm.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ostraka.base.Digest;
import org.ostraka.sim.Simulation;
import org.ostraka.sim.Weather;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FragmentSize;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.Ownership;

/**
 * Servers s0, s1, ... and clients c0, c1, ... on one simulated network, and what may befall them.
 */
final class SwarmWorld {
  private final Simulation simulation;
  private final SimLinks links;
  private final List<String> serverNames = new ArrayList<>();
  private final Map<String, SimServer> servers = new TreeMap<>();
  private final Map<String, SimClient> clients = new TreeMap<>();
  private final Map<String, Map<FileKey, Ownership>> memories = new HashMap<>();
  private long incarnation = 100;

  SwarmWorld(Simulation simulation, int serverCount) {
    this.simulation = simulation;
    this.links = new SimLinks(simulation);
    for (int i = 0; i < serverCount; i++) {
      serverNames.add("s" + i);
    }
    // A machine must be known to the network before anybody sends to it.
    serverNames.forEach(this::startServer);
  }

  static FileKey file(int number) {
    byte[] content = {(byte) number, 7};
    return new FileKey(Digest.of(content), 20L << 16, new FragmentSize(16));
  }

  void weather(Weather weather) {
    links.network().weather(weather);
  }

  void startServer(String name) {
    List<Endpoint> seeds = new ArrayList<>();
    for (String other : serverNames) {
      if (!other.equals(name) && (servers.containsKey(other) || seeds.isEmpty())) {
        seeds.add(SimServer.endpoint(other));
      }
    }
    registerAll();
    servers.put(
        name,
        new SimServer(
            simulation, links, name, ++incarnation, seeds, memories.getOrDefault(name, Map.of())));
  }

  /** Servers that start later are machines of the network all the same. */
  private void registerAll() {
    for (String name : serverNames) {
      if (!servers.containsKey(name)) {
        links.start(name, Nobody.HERE);
        links.stop(name);
      }
    }
  }

  SimClient startClient(String name) {
    return startClient(name, endpoints());
  }

  /** Starts a client that knows these servers at first. */
  SimClient startClient(String name, List<Endpoint> known) {
    SimClient client = new SimClient(simulation, links, name, known);
    clients.put(name, client);
    return client;
  }

  List<Endpoint> endpoints() {
    return serverNames.stream().map(SimServer::endpoint).toList();
  }

  List<SimServer> running() {
    return servers.values().stream().filter(SimServer::isRunning).toList();
  }

  List<SimClient> clients() {
    return clients.values().stream().filter(SimClient::isRunning).toList();
  }

  SimServer server(String name) {
    SimServer server = servers.get(name);
    if (server == null) {
      throw new IllegalArgumentException("no server " + name);
    }
    return server;
  }

  /** Kills a server's program; it may keep what it wrote down. */
  void kill(String name, boolean remembers) {
    SimServer server = server(name);
    memories.put(name, remembers ? server.core().ownerships() : Map.of());
    server.stop();
    links.stop(name);
    simulation.note(name + " is killed");
  }

  void powerOff(String name) {
    server(name).stop();
    memories.put(name, Map.of());
    links.powerOff(name);
    simulation.note(name + " loses power");
  }

  void killClient(String name) {
    SimClient client = clients.get(name);
    if (client != null && client.isRunning()) {
      client.stop();
      links.stop(name);
      simulation.note(name + " is killed");
    }
  }

  void partition(Set<String> side) {
    links.network().partition(side);
    simulation.note("split: " + side);
  }

  void cut(String from, String to) {
    links.network().cut(from, to);
    simulation.note("cut: " + from + " to " + to);
  }

  void heal() {
    links.network().heal();
    simulation.note("the network heals");
  }

  /** The names of the running servers that own the file by their own account. */
  List<String> owners(FileKey key) {
    return running().stream()
        .filter(server -> server.core().owns(key))
        .map(SimServer::name)
        .toList();
  }

  private int liveHolders(FileKey key) {
    return (int)
        clients().stream()
            .filter(client ->
                !client.held().getOrDefault(key, Holdings.none(key.fragments())).isEmpty())
            .count();
  }

  /** Whether each file has one owner who lists every live holder, and no dead one. */
  boolean isSettled(int files) {
    for (int i = 0; i < files; i++) {
      FileKey key = file(i);
      List<String> owners = owners(key);
      if (owners.size() != 1) {
        return false;
      }
      SimServer owner = server(owners.getFirst());
      long now = simulation.now().toEpochMilli();
      if (owner.core().holders(key, now) != liveHolders(key)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the owner's list has every fragment that a live client holds. */
  boolean listsAll(SimServer owner, FileKey key) {
    int held =
        clients().stream()
            .mapToInt(c -> c.held().getOrDefault(key, Holdings.none(20)).count())
            .sum();
    return owner.core().listedFragments(key, simulation.now().toEpochMilli()) == held;
  }

  /** All servers agree, and stay so. */
  void assertSettles(int files, Duration within) {
    simulation.runUntil("one owner for each file", () -> isSettled(files), within);
    simulation.runFor(Duration.ofSeconds(20));
    for (int i = 0; i < files; i++) {
      FileKey key = file(i);
      assertThat(owners(key)).as("owners of file %d", i).hasSize(1);
      assertThat(running().stream().map(s -> s.core().ownerships().get(key)).distinct())
          .as("ownerships of file %d", i)
          .hasSize(1);
    }
    assertThat(isSettled(files)).as("all holders are listed").isTrue();
  }
}
