package org.ostraka.swarm.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.ServerMessage;

/** What a mapping server does by itself as time passes. */
final class Rounds {
  private static final long TELL_PERIOD = 50;
  private static final long EXPIRE_PERIOD = 1_000;

  private final ServerBook book;
  private final LifeTests tests;
  private final OwnedFiles files;
  private final Outbox out;

  /** Servers of the configuration that have not been met: when to dial each next. */
  private final Map<Endpoint, Long> seeds = new LinkedHashMap<>();

  private long lastTick = Long.MIN_VALUE;
  private long lastTold = Long.MIN_VALUE / 2;
  private long nextExpire;
  private long nextTest;
  private long nextSummary;
  private int turn;
  private boolean serversChanged;

  Rounds(ServerBook book, LifeTests tests, OwnedFiles files, Outbox out, List<Endpoint> seeds) {
    this.book = book;
    this.tests = tests;
    this.files = files;
    this.out = out;
    seeds.forEach(seed -> this.seeds.put(seed, 0L));
  }

  /** The list of servers has changed; all are told at the end of the step. */
  void tellServers() {
    serversChanged = true;
  }

  /** What every step ends with. */
  void afterEach(long now) {
    if (files.hasNews() && now - lastTold >= TELL_PERIOD) {
      lastTold = now;
      files.tellOthers();
    }
    if (serversChanged) {
      serversChanged = false;
      sayToAll(new MapMessage.ServerList(0, book.entries()));
    }
  }

  private void sayToAll(org.ostraka.swarm.Message message) {
    for (KnownServer server : book.living()) {
      Long link = server.outgoingOrNull();
      if (link != null) {
        out.say(link, message);
      }
    }
  }

  void tick(long now, Random random) {
    boolean paused = lastTick != Long.MIN_VALUE && now - lastTick > MapLimits.PAUSE;
    lastTick = now;
    if (paused) {
      // What this process knew may be old: it hears the others before its clients come back.
      sayToAll(new ServerMessage.Summary(false, files.ownerships().summary()));
    }
    tests.tick(now);
    files.tick(now);
    dial(now);
    if (now >= nextExpire) {
      nextExpire = now + EXPIRE_PERIOD;
      files.expire(now);
    }
    if (now >= nextTest) {
      nextTest = now + MapLimits.TEST_PERIOD;
      testOneInTurn(now);
    }
    if (now >= nextSummary) {
      nextSummary = now + MapLimits.SUMMARY_PERIOD;
      summariseToOne(random);
    }
  }

  private void dial(long now) {
    for (KnownServer server : book.all()) {
      if (server.mayDial(now)) {
        server.dialled();
        out.dial(server.endpoint());
      }
    }
    seeds.replaceAll((seed, next) -> {
      if (now < next) {
        return next;
      }
      out.dial(seed);
      return Long.MAX_VALUE;
    });
  }

  private void testOneInTurn(long now) {
    List<KnownServer> living = book.living();
    if (!living.isEmpty()) {
      tests.start(living.get(turn++ % living.size()), now);
    }
  }

  private void summariseToOne(Random random) {
    List<KnownServer> connected = new ArrayList<>(book.living());
    connected.removeIf(server -> server.outgoingOrNull() == null);
    if (!connected.isEmpty()) {
      Long link = connected.get(random.nextInt(connected.size())).outgoingOrNull();
      if (link != null) {
        out.say(link, new ServerMessage.Summary(false, files.ownerships().summary()));
      }
    }
  }

  /** A seed turned out to be this server. */
  void isSelf(Origin origin) {
    if (origin instanceof Origin.Dialled dialled) {
      seeds.remove(dialled.endpoint());
    }
  }

  void reached(Endpoint endpoint, KnownServer server) {
    seeds.remove(endpoint);
    KnownServer expected = book.atOrNull(endpoint);
    if (expected != null && expected != server) {
      expected.notReached(lastTick);
    }
  }

  void notReached(Endpoint endpoint, long now) {
    if (seeds.containsKey(endpoint)) {
      seeds.put(endpoint, now + MapLimits.TEST_PERIOD);
    }
    KnownServer server = book.atOrNull(endpoint);
    if (server != null) {
      server.notReached(now);
      tests.directFailed(server, now);
    }
  }
}
