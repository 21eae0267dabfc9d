package org.ostraka.swarm.map;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.ServerMessage;

/** The lists of lost files that are on their way to the new owners (RFC section 10.5). */
final class Handovers {

  /** A handover stays within its message's limit: that many octets of holdings at most. */
  private static final int MAX_COVERAGE = 700_000;

  private final ServerBook book;
  private final Ownerships ownerships;
  private final Outbox out;
  private final Map<Integer, Part> parts = new TreeMap<>();
  private int lastTag;

  private static final class Part {
    private final FileKey key;
    private final FileName name;
    private final List<ListedClient> clients = new ArrayList<>();
    private long sentAt = Long.MIN_VALUE / 2;

    Part(FileKey key, FileName name) {
      this.key = key;
      this.name = name;
    }

    boolean isFull(int coverage) {
      int octets = clients.stream().mapToInt(c -> c.holdings().encodedSize()).sum();
      return clients.size() >= ServerMessage.Handover.MAX_HOLDERS
          || octets + coverage > MAX_COVERAGE;
    }
  }

  Handovers(ServerBook book, Ownerships ownerships, Outbox out) {
    this.book = book;
    this.ownerships = ownerships;
    this.out = out;
  }

  /** Starts to hand the clients of a file over to whoever owns it. */
  void start(FileKey key, FileName name, Collection<ListedClient> clients, long now) {
    Part part = null;
    for (ListedClient client : clients) {
      if (part == null || part.isFull(client.holdings().encodedSize())) {
        part = new Part(key, name);
        parts.put(++lastTag, part);
      }
      part.clients.add(client);
    }
    tick(now);
  }

  void handed(int tag) {
    parts.remove(tag);
  }

  /** Sends what has not been answered again, and gives up what has aged away. */
  void tick(long now) {
    parts.values().forEach(part -> part.clients.removeIf(client -> client.isGone(now)));
    parts.values().removeIf(part -> part.clients.isEmpty());
    parts.forEach((tag, part) -> {
      if (now - part.sentAt >= MapLimits.HANDOVER_REPEAT) {
        send(tag, part, now);
      }
    });
  }

  private void send(int tag, Part part, long now) {
    Ownership ownership = ownerships.of(part.key);
    KnownServer owner = book.getOrNull(ownership.owner());
    Long link = owner == null ? null : owner.linkOrNull();
    if (link == null) {
      return;
    }
    part.sentAt = now;
    List<ServerMessage.HandedHolder> holders =
        part.clients.stream()
            .map(client ->
                new ServerMessage.HandedHolder(
                    client.node(),
                    (int) (now - client.lastAnnounce()),
                    client.endpoint(),
                    client.holdings()))
            .toList();
    out.say(link, new ServerMessage.Handover(tag, part.key, ownership, part.name, holders));
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }
}
