package org.ostraka.swarm.map;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.ServerMessage;

/**
 * Which files this server owns, and how it comes to own and to lose them.
 *
 * <p><b>Invariant:</b> every mapped file is one that {@link Ownerships} says is this server's.
 */
final class OwnedFiles {
  private final ServerBook book;
  private final Ownerships ownerships;
  private final Handovers handovers;
  private final Outbox out;
  private final int limit;
  private final Map<FileKey, MappedFile> files = new HashMap<>();
  private final List<ServerMessage.Owned> untold = new ArrayList<>();

  OwnedFiles(ServerBook book, Ownerships ownerships, Outbox out, int limit) {
    this.book = book;
    this.ownerships = ownerships;
    this.handovers = new Handovers(book, ownerships, out);
    this.out = out;
    this.limit = limit;
  }

  Collection<MappedFile> all() {
    return files.values();
  }

  Ownerships ownerships() {
    return ownerships;
  }

  boolean isFull() {
    return files.size() >= limit;
  }

  @Nullable MappedFile getOrNull(FileKey key) {
    return files.get(key);
  }

  private Self self() {
    return book.self();
  }

  /** Who owns a file, when a client presents what it has seen. */
  Standing standing(FileKey key, Ownership presented) {
    Ownership known = ownerships.of(key);
    boolean believable = presented.epoch() <= known.epoch() + Ownership.MAX_JUMP;
    Ownership greatest = believable ? known.merge(presented) : known;
    if (greatest.names(self().node())) {
      takeUp(key, greatest);
      MappedFile file = files.get(key);
      return file == null
          ? new Standing.Nowhere(ownerships.of(key))
          : new Standing.Mine(ownerships.of(key), file);
    }
    KnownServer owner = book.getOrNull(greatest.owner());
    return owner == null || owner.isDead()
        ? new Standing.Nowhere(greatest)
        : new Standing.Elsewhere(greatest, owner);
  }

  /** An ownership of an earlier start of this server becomes one of this start. */
  private void takeUp(FileKey key, Ownership mine) {
    if (mine.incarnation() == self().incarnation()) {
      ownerships.merge(key, mine);
      return;
    }
    Ownership resumed = self().resume(mine);
    own(key, resumed.isAbove(mine) ? resumed : self().claim(mine));
  }

  /** Claims a file after the last ownership, which nobody holds any more. */
  Ownership claim(FileKey key, FileName name, Ownership last, long now) {
    Ownership claimed = self().claim(ownerships.of(key).merge(last));
    own(key, claimed);
    out.note(
        "claimed %s \"%s\" in epoch %d after owner %s"
            .formatted(key.root(), name.shown(), claimed.epoch(), last.owner()));
    files.put(key, new MappedFile(key, name, now));
    return claimed;
  }

  /** Maps a file that is this server's already, now that its name is known. */
  MappedFile map(FileKey key, FileName name, long now) {
    return files.computeIfAbsent(key, _ -> new MappedFile(key, name, now));
  }

  private void own(FileKey key, Ownership ownership) {
    if (ownerships.merge(key, ownership)) {
      untold.add(new ServerMessage.Owned(key, ownership));
      out.add(new MapAction.Remember());
    }
  }

  /** Merges what another server says; returns this server's own where that is greater. */
  List<ServerMessage.Owned> merge(List<ServerMessage.Owned> heard, long now) {
    List<ServerMessage.Owned> greater = new ArrayList<>();
    for (ServerMessage.Owned owned : heard) {
      merge(owned.key(), owned.ownership(), now);
      Ownership known = ownerships.of(owned.key());
      if (known.isAbove(owned.ownership())) {
        greater.add(new ServerMessage.Owned(owned.key(), known));
      }
    }
    return greater;
  }

  void merge(FileKey key, Ownership heard, long now) {
    Ownership before = ownerships.of(key);
    if (!heard.isAbove(before)) {
      return;
    }
    if (heard.epoch() > before.epoch() + Ownership.MAX_JUMP && !before.isNone()) {
      out.note(
          "epoch of %s grew from %d to %d by owner %s"
              .formatted(key.root(), before.epoch(), heard.epoch(), heard.owner()));
    }
    ownerships.merge(key, heard);
    out.add(new MapAction.Remember());
    if (heard.names(self().node())) {
      takeUp(key, heard);
    } else {
      lose(key, heard, now);
    }
  }

  private void lose(FileKey key, Ownership winner, long now) {
    MappedFile lost = files.remove(key);
    if (lost != null) {
      out.note(
          "lost %s \"%s\" to %s in epoch %d"
              .formatted(key.root(), lost.name().shown(), winner.owner(), winner.epoch()));
      handovers.start(key, lost.name(), lost.clients(), now);
    }
  }

  /** Takes in a list from the server that lost the file. */
  void takeOver(long link, ServerMessage.Handover handover, MapLimits limits, long now) {
    FileKey key = handover.key();
    merge(key, handover.ownership(), now);
    out.say(link, new ServerMessage.Handed(handover.tag(), key));
    List<ListedClient> clients =
        handover.holders().stream()
            .map(holder ->
                new ListedClient(
                    holder.node(),
                    holder.endpoint(),
                    0,
                    ListedClient.Known.of(holder.holdings()),
                    now - holder.ageMillis()))
            .filter(client -> !client.isGone(now))
            .toList();
    if (!ownerships.of(key).names(self().node())) {
      handovers.start(key, handover.name(), clients, now);
      return;
    }
    MappedFile file = map(key, handover.name(), now);
    for (ListedClient client : clients) {
      ListedClient known = file.clientOrNull(client.node());
      boolean newer = known == null || known.lastAnnounce() < client.lastAnnounce();
      if (newer && file.clients().size() < limits.holders()) {
        file.put(client, now);
      }
    }
  }

  void handed(int tag) {
    handovers.handed(tag);
  }

  boolean hasNews() {
    return !untold.isEmpty();
  }

  /** Tells all living servers of the ownerships that changed since the last call. */
  void tellOthers() {
    for (ServerMessage.Owners owners : Ownerships.inMessages(untold)) {
      for (KnownServer server : book.living()) {
        Long link = server.outgoingOrNull();
        if (link != null) {
          out.say(link, owners);
        }
      }
    }
    untold.clear();
  }

  void goodbye(NodeId client) {
    files.values().forEach(file -> file.remove(client));
  }

  void expire(long now) {
    files.values().forEach(file -> file.expire(now));
    files.values().removeIf(file -> file.isForgotten(now));
  }

  void tick(long now) {
    handovers.tick(now);
  }

  boolean isHandingOver() {
    return !handovers.isEmpty();
  }
}
