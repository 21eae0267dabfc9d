package org.ostraka.swarm.map;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.ServerMessage;

/** The clients that reach an owner only through this server (RFC section 10.6). */
final class Relays {

  /** Most files that are relayed for one client. */
  private static final int MAX_FILES = 1024;

  private final ServerBook book;
  private final Ownerships ownerships;
  private final Outbox out;
  private final Map<Long, Set<FileKey>> filesOfLink = new HashMap<>();
  private final Map<NodeId, Long> linkOfClient = new HashMap<>();

  Relays(ServerBook book, Ownerships ownerships, Outbox out) {
    this.book = book;
    this.ownerships = ownerships;
    this.out = out;
  }

  /** From now on, this file's messages on this link go to the owner. */
  void open(Asker client, FileKey key) {
    Set<FileKey> files = filesOfLink.computeIfAbsent(client.link(), _ -> new HashSet<>());
    if (files.size() < MAX_FILES) {
      files.add(key);
      linkOfClient.put(client.node(), client.link());
    }
  }

  boolean isOpen(Asker client, FileKey key) {
    return !client.relayed()
        && filesOfLink.getOrDefault(client.link(), Set.of()).contains(key)
        && !ownerships.of(key).names(book.self().node());
  }

  /** Passes a client's message on to the owner of the file, or says that it cannot be. */
  void forward(Asker client, FileKey key, int tag, Message message) {
    Long link = ownerLinkOrNull(ownerships.of(key));
    if (link == null) {
      filesOfLink.getOrDefault(client.link(), new HashSet<>()).remove(key);
      out.refuse(client, tag, ErrorCode.UNREACHABLE, "the owner cannot be reached from here");
    } else {
      out.say(link, new ServerMessage.Relay(client.node(), client.endpoint(), message));
    }
  }

  @Nullable Long ownerLinkOrNull(Ownership ownership) {
    KnownServer owner = book.getOrNull(ownership.owner());
    return owner == null || owner.isDead() ? null : owner.linkOrNull();
  }

  /** Passes an owner's answer back; whether the client is there. */
  boolean back(ServerMessage.Relay relay) {
    Long link = linkOfClient.get(relay.client());
    if (link == null) {
      return false;
    }
    out.say(link, relay.message());
    return true;
  }

  void gone(long link) {
    filesOfLink.remove(link);
    linkOfClient.values().removeIf(client -> client == link);
  }
}
