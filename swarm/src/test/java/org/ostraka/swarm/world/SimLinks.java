package org.ostraka.swarm.world;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.sim.SimNetwork;
import org.ostraka.sim.Simulation;
import org.ostraka.swarm.Message;

/**
 * Connections over the simulated network: messages arrive in order or, once one was lost, never. A
 * process that crashes resets its connections; a machine that crashes leaves them hanging.
 */
final class SimLinks {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(30);

  /** A program on a simulated machine. */
  interface Host {
    /** A program that is stopped does not say HELLO. */
    default boolean isAwake() {
      return true;
    }

    void met(long link, String other, boolean dialled);

    void said(long link, Message message);

    void gone(long link);

    void notReached(String other);
  }

  private sealed interface Frame {
    long connection();
  }

  private record Open(long connection) implements Frame {}

  private record Opened(long connection) implements Frame {}

  private record Reset(long connection) implements Frame {}

  private record Data(long connection, int number, Message message) implements Frame {}

  /** One end of a connection. */
  private static final class End {
    private final long link;
    private final String other;
    private boolean up;
    private int sent;
    private int received;
    private java.time.Instant heard = Simulation.START;

    End(long link, String other) {
      this.link = link;
      this.other = other;
    }
  }

  /** A machine: the program that runs on it, if any, and its ends of connections. */
  private static final class Machine {
    private @Nullable Host host;
    private final Map<Long, End> ends = new LinkedHashMap<>();
  }

  private final Simulation simulation;
  private final SimNetwork<Frame> network;
  private final Map<String, Machine> machines = new TreeMap<>();
  private final Map<Long, Integer> heardBy = new HashMap<>();
  private long lastConnection;

  SimLinks(Simulation simulation) {
    this.simulation = simulation;
    this.network = new SimNetwork<>(simulation);
    simulation.every(Duration.ofSeconds(1), this::closeIdle);
  }

  SimNetwork<?> network() {
    return network;
  }

  /** Starts a program on a machine. */
  void start(String name, Host host) {
    Machine machine = machines.computeIfAbsent(name, _ -> new Machine());
    machine.host = host;
    machine.ends.clear();
    network.attach(name, (from, frame) -> arrived(name, from, frame));
  }

  /** The program stops; its machine resets the connections. */
  void stop(String name) {
    Machine machine = machine(name);
    for (End end : List.copyOf(machine.ends.values())) {
      network.send(name, end.other, new Reset(end.link));
    }
    machine.host = null;
    machine.ends.clear();
  }

  /** The machine stops: nobody is told. */
  void powerOff(String name) {
    network.down(name);
    machine(name).host = null;
    machine(name).ends.clear();
  }

  private Machine machine(String name) {
    Machine machine = machines.get(name);
    if (machine == null) {
      throw new IllegalArgumentException("no machine " + name);
    }
    return machine;
  }

  void dial(String from, String to) {
    long connection = ++lastConnection;
    End end = new End(connection, to);
    machine(from).ends.put(connection, end);
    Host host = machine(from).host;
    network.send(from, to, new Open(connection));
    simulation.after(
        CONNECT_LIMIT,
        () -> {
          if (!end.up && machine(from).ends.remove(connection, end) && host != null) {
            host.notReached(to);
          }
        });
  }

  void send(String from, long link, Message message) {
    End end = machine(from).ends.get(link);
    if (end != null && end.up) {
      network.send(from, end.other, new Data(link, end.sent++, message));
    }
  }

  void close(String from, long link) {
    End end = machine(from).ends.remove(link);
    if (end != null) {
      network.send(from, end.other, new Reset(link));
      Host host = machine(from).host;
      if (host != null) {
        host.gone(link);
      }
    }
  }

  private void arrived(String at, String from, Frame frame) {
    Machine machine = machine(at);
    Host host = machine.host;
    End end = machine.ends.get(frame.connection());
    if (host == null) {
      if (!(frame instanceof Reset)) {
        network.send(at, from, new Reset(frame.connection()));
      }
      return;
    }
    switch (frame) {
      case Open open -> {
        if (host.isAwake()) {
          opened(at, from, machine, host, open.connection());
        }
      }
      case Opened opened -> {
        if (end != null) {
          up(end);
          host.met(end.link, from, true);
        } else {
          network.send(at, from, new Reset(opened.connection()));
        }
      }
      case Data data -> data(at, host, end, from, data);
      case Reset reset -> reset(machine, host, end, from, reset);
    }
  }

  private void up(End end) {
    end.up = true;
    end.heard = simulation.now();
  }

  private void opened(String at, String from, Machine machine, Host host, long connection) {
    End end = new End(connection, from);
    up(end);
    machine.ends.put(connection, end);
    network.send(at, from, new Opened(connection));
    host.met(connection, from, false);
  }

  private void data(String at, Host host, @Nullable End end, String from, Data data) {
    if (end == null) {
      network.send(at, from, new Reset(data.connection()));
    } else if (data.number() == end.received) {
      end.received++;
      end.heard = simulation.now();
      heardBy.merge(end.link, 1, Integer::sum);
      host.said(end.link, data.message());
    }
  }

  private void reset(Machine machine, Host host, @Nullable End end, String from, Reset reset) {
    if (end != null) {
      machine.ends.remove(reset.connection());
      if (end.up) {
        host.gone(end.link);
      } else {
        host.notReached(from);
      }
    }
  }

  /** Both sides give a connection up on which nothing came for half a minute. */
  private void closeIdle() {
    for (Machine machine : List.copyOf(machines.values())) {
      for (End end : List.copyOf(machine.ends.values())) {
        Host host = machine.host;
        boolean idle = end.up && end.heard.plus(IDLE_LIMIT).isBefore(simulation.now());
        if (idle && host != null && machine.ends.remove(end.link) != null) {
          host.gone(end.link);
        }
      }
    }
  }
}
