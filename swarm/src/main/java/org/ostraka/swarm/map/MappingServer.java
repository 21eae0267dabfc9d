package org.ostraka.swarm.map;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeRole;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.ServerMessage;
import org.ostraka.swarm.SessionMessage;

/**
 * A mapping server as a state machine: an event and the time go in, actions come out. It has no
 * clock, thread or socket, and draws chance from the generator that it is given. One thread at a
 * time may call it.
 */
public final class MappingServer {
  private final Outbox out = new Outbox();
  private final Random random;
  private final MapLimits limits;
  private final ServerBook book;
  private final OwnedFiles files;
  private final Relays relays;
  private final ClientDesk desk;
  private final LifeTests tests;
  private final Rounds rounds;
  private final Map<Long, Caller> callers = new HashMap<>();

  /**
   * A server that knows no other yet.
   *
   * @param seeds servers to connect to
   */
  public MappingServer(Self self, List<Endpoint> seeds, MapLimits limits, Random random) {
    this.random = random;
    this.limits = limits;
    this.book = new ServerBook(self, limits.servers());
    Ownerships ownerships = new Ownerships();
    this.files = new OwnedFiles(book, ownerships, out, limits.files());
    this.relays = new Relays(book, ownerships, out);
    this.desk = new ClientDesk(book, files, relays, out, limits);
    this.tests = new LifeTests(book, out, random, desk);
    this.rounds = new Rounds(book, tests, files, out, seeds);
  }

  /** Takes in what an earlier start remembered; before the first event. */
  public void recall(Map<FileKey, Ownership> ownerships, List<MapMessage.ServerEntry> servers) {
    desk.at(0);
    ownerships.forEach((key, ownership) -> files.merge(key, ownership, 0));
    for (MapMessage.ServerEntry server : servers) {
      book.learnOrNull(server.node(), server.endpoint(), server.incarnation());
    }
  }

  /** What is to be remembered across a restart: all ownerships. */
  public Map<FileKey, Ownership> ownerships() {
    return files.ownerships().copy();
  }

  /** This server and those that it knows. */
  public List<MapMessage.ServerEntry> servers() {
    return book.entries();
  }

  /** Whether a handover is under way that has not been answered. */
  public boolean isHandingOver() {
    return files.isHandingOver();
  }

  /**
   * Takes an event in.
   *
   * @param now milliseconds of a clock that does not go back
   */
  public List<MapAction> on(long now, MapEvent event) {
    desk.at(now);
    switch (event) {
      case MapEvent.Met met -> met(met, now);
      case MapEvent.Said said -> said(said.link(), said.message(), now);
      case MapEvent.Gone gone -> gone(gone.link(), now);
      case MapEvent.NotReached notReached -> rounds.notReached(notReached.endpoint(), now);
      case MapEvent.Tick _ -> rounds.tick(now, random);
    }
    rounds.afterEach(now);
    return out.take();
  }

  private void met(MapEvent.Met met, long now) {
    Caller caller = met.caller();
    if (caller.node().equals(book.self().node())) {
      out.hangUp(met.link(), ErrorCode.SELF, "this is the same node");
      rounds.isSelf(met.dialled());
      return;
    }
    callers.put(met.link(), caller);
    if (caller.role() == NodeRole.SERVER) {
      metServer(met, caller, now);
    }
  }

  private void metServer(MapEvent.Met met, Caller caller, long now) {
    KnownServer learned = book.learnOrNull(caller.node(), caller.endpoint(), caller.incarnation());
    KnownServer server = book.getOrNull(caller.node());
    if (server == null) {
      out.hangUp(met.link(), ErrorCode.OVERLOAD, "this server knows as many servers as it may");
      return;
    }
    switch (met.dialled()) {
      case Origin.Accepted _ -> server.calledIn(met.link());
      case Origin.Dialled dialled -> {
        rounds.reached(dialled.endpoint(), server);
        server.connected(met.link());
        out.say(met.link(), new MapMessage.ServerList(0, book.entries()));
        out.say(met.link(), new ServerMessage.Summary(false, files.ownerships().summary()));
      }
    }
    tests.signOfLife(server, now);
    if (learned != null) {
      out.note("met server %s at %s".formatted(server.node(), server.endpoint()));
      rounds.tellServers();
    }
  }

  private void gone(long link, long now) {
    Caller caller = callers.remove(link);
    relays.gone(link);
    KnownServer server = caller == null ? null : book.getOrNull(caller.node());
    if (server != null && server.lost(link)) {
      tests.start(server, now);
    }
  }

  private void said(long link, Message message, long now) {
    Caller caller = callers.get(link);
    if (caller == null) {
      return;
    }
    if (caller.role() == NodeRole.CLIENT) {
      Asker asker = new Asker(link, caller.node(), caller.endpoint(), false);
      desk.on(asker, message, tests, random);
      return;
    }
    KnownServer server = book.getOrNull(caller.node());
    if (server != null) {
      tests.signOfLife(server, now);
    }
    saidByServer(link, message, now);
  }

  private void saidByServer(long link, Message message, long now) {
    switch (message) {
      case SessionMessage.Ping m -> out.say(link, new SessionMessage.Pong(m.nonce()));
      case SessionMessage.Pong _, SessionMessage.Bye _, SessionMessage.ErrorReport _ -> {}
      case MapMessage.ServerList m -> learn(m);
      case MapMessage.Servers m ->
          out.say(link, new MapMessage.ServerList(m.tag(), book.entries()));
      case ServerMessage.Probe m -> tests.probe(link, m, now);
      case ServerMessage.Probed m -> tests.probed(m, now);
      case ServerMessage.Owners m -> owners(link, m, now);
      case ServerMessage.Summary m -> summary(link, m);
      case ServerMessage.Handover m -> files.takeOver(link, m, limits, now);
      case ServerMessage.Handed m -> files.handed(m.tag());
      case ServerMessage.Relay m -> relay(link, m);
      default -> out.hangUp(link, ErrorCode.UNEXPECTED, "a server may not say this");
    }
  }

  private void learn(MapMessage.ServerList list) {
    boolean learned = false;
    for (MapMessage.ServerEntry entry : list.servers()) {
      @Nullable KnownServer added =
          book.learnOrNull(entry.node(), entry.endpoint(), entry.incarnation());
      learned |= added != null;
    }
    if (learned) {
      rounds.tellServers();
    }
  }

  private void owners(long link, ServerMessage.Owners m, long now) {
    Ownerships.inMessages(files.merge(m.files(), now)).forEach(greater -> out.say(link, greater));
  }

  private void summary(long link, ServerMessage.Summary m) {
    if (m.buckets().equals(files.ownerships().summary())) {
      return;
    }
    files.ownerships().differingFrom(m.buckets()).forEach(owners -> out.say(link, owners));
    if (!m.answer()) {
      out.say(link, new ServerMessage.Summary(true, files.ownerships().summary()));
    }
  }

  /** A relay comes from the owner with an answer, or from another server with a request. */
  private void relay(long link, ServerMessage.Relay relay) {
    switch (relay.message()) {
      case MapMessage.Entrust _,
          MapMessage.Announce _,
          MapMessage.HoldingsReport _,
          MapMessage.Locate _ -> {
        Asker asker = new Asker(link, relay.client(), relay.endpoint(), true);
        desk.on(asker, relay.message(), tests, random);
      }
      default -> relays.back(relay);
    }
  }

  /** The files that this server owns, for its operator. */
  public int ownedFiles() {
    return files.all().size();
  }

  /** Whether this server maps the file now. */
  public boolean owns(FileKey key) {
    return files.getOrNull(key) != null;
  }

  /** Live holders of a file that this server owns; 0 of any other. */
  public int holders(FileKey key, long now) {
    MappedFile file = files.getOrNull(key);
    return file == null ? 0 : file.countHolders(now);
  }

  /** Fragments of a file that live clients hold, each counted as often as it is held. */
  public int listedFragments(FileKey key, long now) {
    MappedFile file = files.getOrNull(key);
    return file == null ? 0 : file.countFragments(now);
  }
}
