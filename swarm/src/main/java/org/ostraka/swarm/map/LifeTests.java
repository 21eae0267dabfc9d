package org.ostraka.swarm.map;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.ServerMessage;
import org.ostraka.swarm.ServerState;
import org.ostraka.swarm.SessionMessage;

/** Tests of other servers' lives: directly first, then through others (RFC section 10.2). */
final class LifeTests {

  /** Hears how a test ended. */
  interface Verdicts {
    void alive(KnownServer server);

    void dead(KnownServer server);
  }

  private static final class Test {
    private boolean direct = true;

    /** A connection may hang after a split: then a new one is tried before others are asked. */
    private boolean redialled;

    private long deadline;
    private final Set<Integer> probes = new HashSet<>();

    /** Others that asked for this test: link and tag of each. */
    private final List<Prober> probers = new ArrayList<>();
  }

  private record Prober(long link, int tag) {}

  private final ServerBook book;
  private final Outbox out;
  private final Random random;
  private final Verdicts verdicts;
  private final Map<NodeId, Test> running = new TreeMap<>();
  private int lastTag;

  LifeTests(ServerBook book, Outbox out, Random random, Verdicts verdicts) {
    this.book = book;
    this.out = out;
    this.random = random;
    this.verdicts = verdicts;
  }

  /** Starts a test unless one is running. */
  void start(KnownServer server, long now) {
    if (!running.containsKey(server.node())) {
      begin(server, now);
    }
  }

  private Test begin(KnownServer server, long now) {
    Test test = new Test();
    test.deadline = now + MapLimits.DIRECT_TEST;
    running.put(server.node(), test);
    Long link = server.outgoingOrNull();
    if (link != null) {
      out.say(link, new SessionMessage.Ping(random.nextLong()));
    } else if (!server.isDialling()) {
      server.dialled();
      out.dial(server.endpoint());
    }
    return test;
  }

  /** Another server asks for a direct test. */
  void probe(long link, ServerMessage.Probe probe, long now) {
    if (probe.node().equals(book.self().node())) {
      out.say(link, new ServerMessage.Probed(probe.tag(), probe.node(), ServerState.ALIVE));
      return;
    }
    KnownServer server = book.getOrNull(probe.node());
    if (server == null || server.isFresh(now, MapLimits.TEST_PERIOD)) {
      ServerState state = server == null ? ServerState.DEAD : ServerState.ALIVE;
      out.say(link, new ServerMessage.Probed(probe.tag(), probe.node(), state));
      return;
    }
    Test test = running.get(server.node());
    if (test == null || !test.direct) {
      test = test == null ? begin(server, now) : test;
    }
    if (test.direct) {
      test.probers.add(new Prober(link, probe.tag()));
    } else {
      out.say(link, new ServerMessage.Probed(probe.tag(), probe.node(), ServerState.DEAD));
    }
  }

  /** Anything came from the server itself. */
  void signOfLife(KnownServer server, long now) {
    server.sign(now);
    Test test = running.remove(server.node());
    if (test != null) {
      answerProbers(test, server, ServerState.ALIVE);
      verdicts.alive(server);
    }
  }

  /** The connection is lost, or cannot be made. */
  void directFailed(KnownServer server, long now) {
    Test test = running.get(server.node());
    if (test == null && !server.isDead()) {
      test = new Test();
      running.put(server.node(), test);
    }
    if (test != null && test.direct) {
      askOthers(server, test, now);
    }
  }

  private void askOthers(KnownServer server, Test test, long now) {
    answerProbers(test, server, ServerState.DEAD);
    server.suspected();
    test.direct = false;
    test.deadline = now + MapLimits.INDIRECT_TEST;
    for (KnownServer other : choose(server)) {
      Long link = other.outgoingOrNull();
      if (link != null) {
        int tag = ++lastTag;
        test.probes.add(tag);
        out.say(link, new ServerMessage.Probe(tag, server.node(), server.endpoint()));
      }
    }
    if (test.probes.isEmpty()) {
      buried(server, now);
    }
  }

  private List<KnownServer> choose(KnownServer tested) {
    List<KnownServer> others = new ArrayList<>(book.living());
    others.removeIf(other -> other.node().equals(tested.node()) || other.outgoingOrNull() == null);
    Collections.shuffle(others, random);
    return others.subList(0, Math.min(MapLimits.PROBERS, others.size()));
  }

  void probed(ServerMessage.Probed answer, long now) {
    Test test = running.get(answer.node());
    KnownServer server = book.getOrNull(answer.node());
    if (test == null || server == null || !test.probes.remove(answer.tag())) {
      return;
    }
    if (answer.state() == ServerState.ALIVE) {
      running.remove(server.node());
      server.vouchedFor();
      verdicts.alive(server);
    } else if (test.probes.isEmpty()) {
      buried(server, now);
    }
  }

  private void buried(KnownServer server, long now) {
    running.remove(server.node());
    server.died(now);
    verdicts.dead(server);
  }

  private void answerProbers(Test test, KnownServer server, ServerState state) {
    for (Prober prober : test.probers) {
      out.say(prober.link(), new ServerMessage.Probed(prober.tag(), server.node(), state));
    }
    test.probers.clear();
  }

  void tick(long now) {
    for (NodeId node : List.copyOf(running.keySet())) {
      @Nullable Test test = running.get(node);
      KnownServer server = book.getOrNull(node);
      if (test != null && server != null && now >= test.deadline) {
        late(server, test, now);
      }
    }
  }

  private void late(KnownServer server, Test test, long now) {
    Long hanging = server.outgoingOrNull();
    if (!test.direct) {
      buried(server, now);
    } else if (hanging != null && !test.redialled) {
      test.redialled = true;
      test.deadline = now + MapLimits.DIRECT_TEST;
      server.lost(hanging);
      out.hangUp(hanging, ErrorCode.TIMEOUT, "no answer to a test");
      server.dialled();
      out.dial(server.endpoint());
    } else {
      askOthers(server, test, now);
    }
  }
}
