package org.ostraka.swarm.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ostraka.base.Digest;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.FragmentSize;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.NodeRole;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.ServerMessage;
import org.ostraka.swarm.SessionMessage;

/**
 * One mapping server on a stage: a test tells it what happens and reads what it does, a line each.
 * The server is S5; S1 to S9 are others, in the order of their identifiers; clients are C1 to C9.
 */
final class Play {
  static final FileKey POUET =
      new FileKey(Digest.of(new byte[] {1}), 5L << 16, new FragmentSize(16));
  static final FileName NAME = new FileName("pouet.avi");
  static final long INCARNATION = 100;

  private final MappingServer server =
      new MappingServer(
          new Self(node("S5"), INCARNATION, endpoint("S5")),
          List.of(),
          MapLimits.USUAL,
          new Random(1));
  private final Map<Long, String> links = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();
  private long now = 1_000_000;
  private long lastLink;
  private int probeTag;

  static NodeId node(String name) {
    return new NodeId(name.charAt(0) == 'S' ? 2 : 1, name.charAt(1) - '0');
  }

  static Endpoint endpoint(String name) {
    return new Endpoint(name.toLowerCase(java.util.Locale.ROOT) + ".example", 7411);
  }

  static Ownership owned(long epoch, String owner) {
    return new Ownership(epoch, node(owner), INCARNATION);
  }

  static Ownership owned(long epoch, String owner, long incarnation) {
    return new Ownership(epoch, node(owner), incarnation);
  }

  /** Another node connects to S5. */
  Play meets(String name) {
    return meets(name, new Origin.Accepted());
  }

  /** S5 has reached a server that it dialled. */
  Play reaches(String name) {
    return meets(name, new Origin.Dialled(endpoint(name)));
  }

  private Play meets(String name, Origin origin) {
    lines.add("* " + name + (origin instanceof Origin.Accepted ? " connects" : " is reached"));
    links.put(++lastLink, name);
    NodeRole role = name.startsWith("S") ? NodeRole.SERVER : NodeRole.CLIENT;
    Caller caller = new Caller(role, node(name), INCARNATION, endpoint(name));
    return then(new MapEvent.Met(lastLink, caller, origin));
  }

  /** A node says something on its last connection. */
  Play says(String name, Message message) {
    lines.add("* " + name + " says " + describe(message));
    return then(new MapEvent.Said(linkOf(name), message));
  }

  /** A node's connections close. */
  Play leaves(String name) {
    lines.add("* " + name + " is gone");
    for (Map.Entry<Long, String> link : List.copyOf(links.entrySet())) {
      if (link.getValue().equals(name)) {
        links.remove(link.getKey());
        then(new MapEvent.Gone(link.getKey()));
      }
    }
    return this;
  }

  Play isNotReached(String name) {
    lines.add("* " + name + " is not reached");
    return then(new MapEvent.NotReached(endpoint(name)));
  }

  /** A probed server answers the last probe. */
  Play answersProbe(String name, String about, org.ostraka.swarm.ServerState state) {
    return says(name, new ServerMessage.Probed(probeTag, node(about), state));
  }

  /** Time passes in ticks. */
  Play after(long millis) {
    lines.add("* " + millis + " ms pass");
    for (long end = now + millis; now < end; ) {
      now = Math.min(end, now + 100);
      then(new MapEvent.Tick());
    }
    return this;
  }

  private Play then(MapEvent event) {
    for (MapAction action : server.on(now, event)) {
      String line = describe(action);
      if (!line.isEmpty()) {
        lines.add("    " + line);
      }
    }
    return this;
  }

  private long linkOf(String name) {
    long found = 0;
    for (Map.Entry<Long, String> link : links.entrySet()) {
      if (link.getValue().equals(name)) {
        found = link.getKey();
      }
    }
    return found;
  }

  private String describe(MapAction action) {
    return switch (action) {
      case MapAction.Say say -> links.get(say.link()) + " <- " + describe(say.message());
      case MapAction.Dial dial -> "dial " + name(dial.endpoint());
      case MapAction.HangUp up -> "hang up on " + links.get(up.link()) + ": " + up.code();
      case MapAction.Vouch vouch -> name(vouch.to().node()) + " <- voucher";
      case MapAction.Remember _, MapAction.Note _ -> "";
    };
  }

  private static String name(Endpoint endpoint) {
    return endpoint.host().substring(0, 2).toUpperCase(java.util.Locale.ROOT);
  }

  private static String name(NodeId node) {
    return (node.high() == 2 ? "S" : "C") + node.low();
  }

  private static String owner(Ownership ownership) {
    return ownership.isNone()
        ? "nobody"
        : "epoch %d of %s".formatted(ownership.epoch(), name(ownership.owner()));
  }

  private String describe(Message message) {
    return switch (message) {
      case MapMessage.Entrust m ->
          "entrust (seen %s%s)".formatted(owner(m.known()), m.unreachable() ? ", unreachable" : "");
      case MapMessage.Entrusted m -> "entrusted, " + owner(m.ownership());
      case MapMessage.Moved m -> "moved, " + owner(m.ownership()) + " at " + name(m.endpoint());
      case MapMessage.Announce m -> "announce (seen " + owner(m.files().getFirst().known()) + ")";
      case MapMessage.Announced m -> "announced " + m.files();
      case MapMessage.HoldingsReport m -> "holdings " + m.holdings();
      case MapMessage.Locate m -> "locate (seen " + owner(m.known()) + ")";
      case MapMessage.Located m ->
          "located, %s, %s"
              .formatted(
                  owner(m.ownership()),
                  m.holders().stream().map(h -> name(h.node()) + " " + h.holdings()).toList());
      case ServerMessage.Owners m ->
          "owners " + m.files().stream().map(f -> owner(f.ownership())).toList();
      case ServerMessage.Probe m -> {
        probeTag = m.tag();
        yield "probe " + name(m.node());
      }
      case ServerMessage.Probed m -> "probed " + name(m.node()) + " " + m.state();
      case ServerMessage.Handover m ->
          "handover, %s, %s"
              .formatted(
                  owner(m.ownership()),
                  m.holders().stream().map(h -> name(h.node()) + " " + h.holdings()).toList());
      case ServerMessage.Handed _ -> "handed";
      case ServerMessage.Relay m -> "relay for " + name(m.client()) + ": " + describe(m.message());
      case ServerMessage.Summary m -> m.answer() ? "summary in answer" : "summary";
      case MapMessage.ServerList m ->
          "servers " + m.servers().stream().map(s -> name(s.node()) + " " + s.state()).toList();
      case SessionMessage.ErrorReport m -> "error " + org.ostraka.swarm.ErrorCode.taken(m.code());
      case SessionMessage.Ping _ -> "ping";
      case SessionMessage.Pong _ -> "pong";
      case SessionMessage.Bye _ -> "bye";
      default -> message.getClass().getSimpleName();
    };
  }

  static MapMessage.Entrust entrust(Ownership seen) {
    return new MapMessage.Entrust(1, POUET, seen, false, NAME);
  }

  static MapMessage.Entrust entrustUnreachable(Ownership seen) {
    return new MapMessage.Entrust(1, POUET, seen, true, NAME);
  }

  static MapMessage.Announce announce(Ownership seen, Holdings holdings) {
    return new MapMessage.Announce(
        2, 0, List.of(new MapMessage.AnnouncedFile(POUET, seen, holdings.digest())));
  }

  static MapMessage.HoldingsReport holding(Ownership seen, Holdings holdings) {
    return new MapMessage.HoldingsReport(3, POUET, seen, holdings);
  }

  static MapMessage.Locate locate(Ownership seen) {
    return new MapMessage.Locate(4, POUET, seen, 10);
  }

  static ServerMessage.Owners owners(Ownership ownership) {
    return new ServerMessage.Owners(List.of(new ServerMessage.Owned(POUET, ownership)));
  }

  /** Forgets what was said so far. */
  Play quietly() {
    lines.clear();
    return this;
  }

  String script() {
    return String.join("\n", lines) + "\n";
  }
}
