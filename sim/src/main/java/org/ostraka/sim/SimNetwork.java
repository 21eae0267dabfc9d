package org.ostraka.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A network between named nodes that delays, loses, doubles and reorders messages, and can be cut.
 * A message is delivered at most twice, or never; nobody is told.
 *
 * <p>It does not copy messages: they MUST be immutable. It has no connections and no bandwidth.
 *
 * @param <M> the messages
 */
public final class SimNetwork<M> {
  private final Simulation simulation;
  private final Map<String, Receiver<M>> nodes = new TreeMap<>();
  private final Set<String> down = new HashSet<>();
  private final Set<Way> cuts = new HashSet<>();
  private final Map<Way, Instant> lastArrivals = new HashMap<>();
  private Weather weather = Weather.CALM;
  private long delivered;
  private long dropped;

  /** Where a node's messages arrive. */
  @FunctionalInterface
  public interface Receiver<M> {
    void receive(String from, M message);
  }

  /** One direction between two nodes. */
  private record Way(String from, String to) {}

  public SimNetwork(Simulation simulation) {
    this.simulation = simulation;
  }

  /** Adds a node, or replaces its receiver after a restart; the node is up from now on. */
  public void attach(String node, Receiver<M> receiver) {
    nodes.put(node, receiver);
    down.remove(node);
  }

  /** The node stops: what is sent to it, or arrives for it, is dropped until it is up again. */
  public void down(String node) {
    down.add(require(node));
  }

  /** The node runs again with the receiver that it had. */
  public void up(String node) {
    down.remove(require(node));
  }

  public void weather(Weather now) {
    weather = now;
  }

  /** Cuts one direction: also what is under way on it does not arrive. */
  public void cut(String from, String to) {
    cuts.add(new Way(require(from), require(to)));
  }

  /** Cuts both directions between this side and all other nodes. */
  public void partition(Set<String> side) {
    for (String here : nodes.keySet()) {
      for (String there : nodes.keySet()) {
        if (side.contains(here) != side.contains(there)) {
          cut(here, there);
        }
      }
    }
  }

  /** Ends all cuts. */
  public void heal() {
    cuts.clear();
  }

  /** Sends a message on its way; a node that is down sends nothing. */
  public void send(String from, String to, M message) {
    Way way = new Way(require(from), require(to));
    if (down.contains(from) || blocked(way) || simulation.chance(weather.loss())) {
      dropped++;
      return;
    }
    travel(way, message);
    if (simulation.chance(weather.duplication())) {
      travel(way, message);
    }
  }

  private void travel(Way way, M message) {
    Instant arrival =
        simulation.now().plus(simulation.between(weather.minDelay(), weather.maxDelay()));
    @Nullable Instant last = lastArrivals.get(way);
    boolean overtakes = simulation.chance(weather.reordering());
    if (last != null && arrival.isBefore(last) && !overtakes) {
      arrival = last;
    }
    if (last == null || arrival.isAfter(last)) {
      lastArrivals.put(way, arrival);
    }
    simulation.after(Duration.between(simulation.now(), arrival), () -> arrive(way, message));
  }

  private void arrive(Way way, M message) {
    @Nullable Receiver<M> receiver = nodes.get(way.to);
    if (receiver == null || blocked(way)) {
      dropped++;
      return;
    }
    delivered++;
    receiver.receive(way.from, message);
  }

  private boolean blocked(Way way) {
    return down.contains(way.to) || cuts.contains(way);
  }

  private String require(String node) {
    if (!nodes.containsKey(node)) {
      throw new IllegalArgumentException("no node '%s' in %s".formatted(node, nodes.keySet()));
    }
    return node;
  }

  /** Messages that arrived, copies included. */
  public long delivered() {
    return delivered;
  }

  /** Messages that were lost, by the weather, a cut or a node that was down. */
  public long dropped() {
    return dropped;
  }
}
