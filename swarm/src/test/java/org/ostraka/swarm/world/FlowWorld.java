package org.ostraka.swarm.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.ostraka.sim.Simulation;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.PeerMessage;
import org.ostraka.swarm.Run;
import org.ostraka.swarm.client.Download;
import org.ostraka.swarm.client.DownloadAction;
import org.ostraka.swarm.client.DownloadEvent;

/**
 * Clients that fetch one file from one another over links of limited speed in both directions; each
 * knows all others. Blocks queue at the sender's uplink, where peers take turns, and then at the
 * receiver's downlink.
 */
final class FlowWorld {
  private static final int HEADER = 12;

  private final Simulation simulation;
  private final FileKey key;
  private final Duration delay;
  private final Duration meeting;
  private final Map<Long, Node> nodes = new LinkedHashMap<>();
  private long sent;

  /** A network on which nothing takes long but the content, and all meet at once. */
  FlowWorld(Simulation simulation, FileKey key) {
    this(simulation, key, Duration.ofMillis(1), Duration.ZERO);
  }

  /**
   * @param delay of each message
   * @param meeting the longest time until two clients have connected
   */
  FlowWorld(Simulation simulation, FileKey key, Duration delay, Duration meeting) {
    this.simulation = simulation;
    this.key = key;
    this.delay = delay;
    this.meeting = meeting;
  }

  /** One client. */
  final class Node {
    private final long id;
    private final double bytesPerSecond;
    private final Download download;
    private final Map<Long, Queue<Run>> asks = new LinkedHashMap<>();
    private final Set<Long> met = new HashSet<>();
    private boolean sending;
    private boolean alive = true;
    private long uploaded;
    private long received;
    private java.time.Instant downlinkFree = simulation.now();
    private java.time.@org.jspecify.annotations.Nullable Instant done;

    Node(long id, double bytesPerSecond, Holdings holdings) {
      this.id = id;
      this.bytesPerSecond = bytesPerSecond;
      this.download = new Download(key, holdings, new Random(simulation.random().nextLong()));
      simulation.every(Duration.ofMillis(100), () -> handle(new DownloadEvent.Tick()));
    }

    boolean isDone() {
      return download.isComplete();
    }

    boolean isAlive() {
      return alive;
    }

    long uploaded() {
      return uploaded;
    }

    long received() {
      return received;
    }

    java.time.Instant doneAt() {
      return done == null ? java.time.Instant.MAX : done;
    }

    private void handle(DownloadEvent event) {
      if (!alive) {
        return;
      }
      for (DownloadAction action : download.on(simulation.now().toEpochMilli(), event)) {
        act(action);
      }
      if (done == null && download.isComplete()) {
        done = simulation.now();
      }
    }

    private void act(DownloadAction action) {
      switch (action) {
        case DownloadAction.Ask ask -> to(ask.peer(), node -> node.asked(id, ask.run()));
        case DownloadAction.Cancel cancel ->
            to(cancel.peer(), node -> node.cancelled(id, cancel.run()));
        case DownloadAction.Intend intend ->
            toAll(new DownloadEvent.Intends(id, intend.fragment(), intend.taking()));
        case DownloadAction.Complete complete ->
            toAll(new DownloadEvent.Has(id, complete.fragment()));
      }
    }

    private void toAll(DownloadEvent event) {
      nodes.values().stream()
          .filter(node -> node.met.contains(id))
          .forEach(node -> simulation.after(delay, () -> node.handle(event)));
    }

    private void to(long peer, java.util.function.Consumer<Node> said) {
      Node node = nodes.get(peer);
      if (node != null) {
        simulation.after(delay, () -> said.accept(node));
      }
    }

    private void asked(long by, Run run) {
      assertThat(!alive || download.holdings().has(run.fragment()))
          .as("asked for what it holds")
          .isTrue();
      asks.computeIfAbsent(by, _ -> new ArrayDeque<>()).add(run);
      send();
    }

    private void cancelled(long by, Run run) {
      asks.getOrDefault(by, new ArrayDeque<>()).remove(run);
    }

    /** One message at a time leaves; peers take turns. */
    private void send() {
      if (sending || !alive) {
        return;
      }
      for (Map.Entry<Long, Queue<Run>> turn : List.copyOf(asks.entrySet())) {
        Run run = turn.getValue().poll();
        asks.remove(turn.getKey());
        if (!turn.getValue().isEmpty() || run != null) {
          asks.put(turn.getKey(), turn.getValue());
        }
        Node node = nodes.get(turn.getKey());
        if (run != null && node != null) {
          sending = true;
          int octets = run.bytes(key) + HEADER;
          uploaded += octets;
          sent += octets;
          simulation.after(
              time(octets),
              () -> {
                sending = false;
                node.arriving(this, run, octets);
                send();
              });
          return;
        }
      }
    }

    private Duration time(int octets) {
      return Duration.ofNanos((long) (octets / bytesPerSecond * 1e9));
    }

    private void arriving(Node from, Run run, int octets) {
      if (!alive || !from.alive) {
        return;
      }
      java.time.Instant start = simulation.now().plus(delay);
      downlinkFree = (downlinkFree.isAfter(start) ? downlinkFree : start).plus(time(octets));
      received += octets;
      simulation.after(
          Duration.between(simulation.now(), downlinkFree),
          () -> handle(new DownloadEvent.Stored(from.id, run, run.bytes(key))));
    }

    private void meet(Node other) {
      handle(new DownloadEvent.Joined(other.id, other.download.holdings()));
      met.add(other.id);
      for (int fragment : other.download.intended()) {
        handle(new DownloadEvent.Intends(other.id, fragment, true));
      }
    }
  }

  /** A client comes and meets all others. */
  Node join(double bytesPerSecond, Holdings holdings) {
    Node node = new Node(nodes.size(), bytesPerSecond, holdings);
    List<Node> others = new ArrayList<>(nodes.values());
    nodes.put(node.id, node);
    for (Node other : others) {
      simulation.after(simulation.between(Duration.ZERO, meeting), () -> introduce(node, other));
    }
    return node;
  }

  private static void introduce(Node one, Node other) {
    if (one.alive && other.alive) {
      one.meet(other);
      other.meet(one);
    }
  }

  /** A client dies; the others notice at once, or after a while. */
  void kill(Node node, Duration noticed) {
    node.alive = false;
    for (Node other : nodes.values()) {
      simulation.after(noticed, () -> other.handle(new DownloadEvent.Left(node.id)));
    }
  }

  /** A peer says that it holds something no more. */
  static DownloadEvent notHeld(long peer, Run run) {
    return new DownloadEvent.Refused(peer, run, PeerMessage.Refusal.NOT_HELD);
  }

  boolean allDone() {
    return nodes.values().stream().filter(Node::isAlive).allMatch(Node::isDone);
  }

  long sent() {
    return sent;
  }

  List<Node> nodes() {
    return List.copyOf(nodes.values());
  }
}
