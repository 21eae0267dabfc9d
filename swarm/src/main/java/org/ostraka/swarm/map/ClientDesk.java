package org.ostraka.swarm.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.MapMessage.Listing;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.SessionMessage;

/** Where clients' requests are answered (RFC section 8). */
final class ClientDesk implements LifeTests.Verdicts {

  /** Requests that wait for the verdict on one owner. */
  private static final int MAX_WAITING = 10_000;

  private static final int VOUCHER_SECONDS = 600;

  private final ServerBook book;
  private final OwnedFiles files;
  private final Relays relays;
  private final Outbox out;
  private final MapLimits limits;
  private final Map<NodeId, List<Waiting>> waiting = new TreeMap<>();
  private long now;

  private record Waiting(Asker asker, MapMessage.Entrust entrust) {}

  ClientDesk(ServerBook book, OwnedFiles files, Relays relays, Outbox out, MapLimits limits) {
    this.book = book;
    this.files = files;
    this.relays = relays;
    this.out = out;
    this.limits = limits;
  }

  /** The time of the step that begins. */
  void at(long now) {
    this.now = now;
  }

  /**
   * Answers a request.
   *
   * @param tests starts a test of an owner's life when the answer depends on it
   */
  void on(Asker asker, Message message, LifeTests tests, Random random) {
    switch (message) {
      case MapMessage.Entrust m -> entrust(asker, m, tests);
      case MapMessage.Announce m -> announce(asker, m);
      case MapMessage.HoldingsReport m -> holdings(asker, m);
      case MapMessage.Locate m -> locate(asker, m, random);
      case MapMessage.Find m -> find(asker, m);
      case MapMessage.Servers m ->
          out.answer(asker, new MapMessage.ServerList(m.tag(), book.entries()));
      case SessionMessage.Ping m -> out.answer(asker, new SessionMessage.Pong(m.nonce()));
      case SessionMessage.Bye _ -> files.goodbye(asker.node());
      case SessionMessage.Pong _, SessionMessage.ErrorReport _ -> {}
      default -> out.hangUp(asker.link(), ErrorCode.UNEXPECTED, "a client may not say this");
    }
  }

  private void entrust(Asker asker, MapMessage.Entrust m, LifeTests tests) {
    if (m.known().epoch() > files.ownerships().of(m.key()).epoch() + Ownership.MAX_JUMP) {
      out.refuse(asker, m.tag(), ErrorCode.EPOCH_JUMP, "no server has told of such an epoch");
      return;
    }
    switch (files.standing(m.key(), m.known())) {
      case Standing.Mine mine -> entrusted(asker, m, mine.ownership());
      case Standing.Nowhere nowhere -> claimAfterTest(asker, m, nowhere.last(), tests);
      case Standing.Elsewhere elsewhere -> {
        boolean certain =
            !m.unreachable() && elsewhere.owner().isFresh(now, MapLimits.ANNOUNCE_PERIOD);
        if (certain) {
          moved(asker, m.tag(), m.key(), elsewhere);
        } else {
          await(elsewhere.owner(), new Waiting(asker, m));
          tests.start(elsewhere.owner(), now);
        }
      }
    }
  }

  /** A server that was found dead some time ago may be back: it is tested once more. */
  private void claimAfterTest(Asker asker, MapMessage.Entrust m, Ownership last, LifeTests tests) {
    KnownServer owner = book.getOrNull(last.owner());
    if (owner == null || owner.isFreshlyDead(now)) {
      accept(asker, m, last);
    } else {
      await(owner, new Waiting(asker, m));
      tests.start(owner, now);
    }
  }

  private void accept(Asker asker, MapMessage.Entrust m, Ownership last) {
    if (files.isFull()) {
      out.refuse(asker, m.tag(), ErrorCode.FULL, "this server owns as many files as it may");
    } else if (last.names(book.self().node())) {
      files.map(m.key(), m.name(), now);
      entrusted(asker, m, last);
    } else {
      entrusted(asker, m, files.claim(m.key(), m.name(), last, now));
    }
  }

  private void entrusted(Asker asker, MapMessage.Entrust m, Ownership ownership) {
    out.answer(asker, new MapMessage.Entrusted(m.tag(), m.key(), ownership));
  }

  private void await(KnownServer owner, Waiting request) {
    List<Waiting> requests = waiting.computeIfAbsent(owner.node(), _ -> new ArrayList<>());
    if (requests.size() >= MAX_WAITING) {
      int tag = request.entrust().tag();
      out.refuse(request.asker(), tag, ErrorCode.BUSY, "too many wait for the owner's test");
    } else {
      requests.add(request);
    }
  }

  @Override
  public void dead(KnownServer server) {
    out.note("server %s at %s is dead".formatted(server.node(), server.endpoint()));
    taken(server).forEach(this::again);
  }

  /** Answers after a verdict, by what is known now. */
  private void again(Waiting request) {
    MapMessage.Entrust m = request.entrust();
    switch (files.standing(m.key(), m.known())) {
      case Standing.Mine mine -> entrusted(request.asker(), m, mine.ownership());
      case Standing.Nowhere nowhere -> accept(request.asker(), m, nowhere.last());
      case Standing.Elsewhere elsewhere -> moved(request.asker(), m.tag(), m.key(), elsewhere);
    }
  }

  @Override
  public void alive(KnownServer server) {
    for (Waiting request : taken(server)) {
      MapMessage.Entrust m = request.entrust();
      boolean stillOwner =
          files.standing(m.key(), m.known()) instanceof Standing.Elsewhere elsewhere
              && elsewhere.owner() == server;
      if (!stillOwner || !m.unreachable() || server.linkOrNull() == null) {
        again(request);
      } else if (request.asker().relayed()) {
        out.refuse(request.asker(), m.tag(), ErrorCode.UNREACHABLE, "relayed once already");
      } else {
        relays.open(request.asker(), m.key());
        MapMessage.Entrust plain =
            new MapMessage.Entrust(m.tag(), m.key(), m.known(), false, m.name());
        relays.forward(request.asker(), m.key(), m.tag(), plain);
      }
    }
  }

  private List<Waiting> taken(KnownServer server) {
    List<Waiting> requests = waiting.remove(server.node());
    return requests == null ? List.of() : requests;
  }

  private void moved(Asker asker, int tag, FileKey key, Standing.Elsewhere to) {
    out.answer(asker, new MapMessage.Moved(tag, key, to.ownership(), to.owner().endpoint()));
  }

  private void announce(Asker asker, MapMessage.Announce m) {
    FileKey first = m.files().getFirst().key();
    if (relays.isOpen(asker, first)) {
      relays.forward(asker, first, m.tag(), m);
      return;
    }
    List<Listing> listings = new ArrayList<>(m.files().size());
    for (MapMessage.AnnouncedFile file : m.files()) {
      listings.add(list(asker, m, file));
    }
    out.answer(asker, new MapMessage.Announced(m.tag(), listings));
  }

  private Listing list(Asker asker, MapMessage.Announce m, MapMessage.AnnouncedFile file) {
    return switch (files.standing(file.key(), file.known())) {
      case Standing.Mine mine -> list(asker, m.load(), file.holdingsDigest(), mine.file());
      case Standing.Nowhere _ -> Listing.UNKNOWN;
      case Standing.Elsewhere elsewhere -> {
        moved(asker, m.tag(), file.key(), elsewhere);
        yield Listing.MOVED;
      }
    };
  }

  private Listing list(Asker asker, int load, long digest, MappedFile file) {
    ListedClient listed = file.clientOrNull(asker.node());
    if (listed == null && file.clients().size() >= limits.holders()) {
      return Listing.FULL;
    }
    ListedClient client =
        listed == null ? newClient(asker, file) : listed.announced(asker.endpoint(), load, now);
    file.put(client, now);
    return client.known().digest() == digest ? Listing.LISTED : Listing.SEND;
  }

  private ListedClient newClient(Asker asker, MappedFile file) {
    Holdings none = Holdings.none(file.key().fragments());
    return new ListedClient(asker.node(), asker.endpoint(), 0, ListedClient.Known.of(none), now);
  }

  private void holdings(Asker asker, MapMessage.HoldingsReport m) {
    if (relays.isOpen(asker, m.key())) {
      relays.forward(asker, m.key(), m.tag(), m);
      return;
    }
    switch (files.standing(m.key(), m.known())) {
      case Standing.Mine mine -> report(asker, mine.file(), m.holdings());
      case Standing.Nowhere _ -> unknown(asker, m.tag());
      case Standing.Elsewhere elsewhere -> moved(asker, m.tag(), m.key(), elsewhere);
    }
  }

  private void report(Asker asker, MappedFile file, Holdings holdings) {
    ListedClient listed = file.clientOrNull(asker.node());
    if (holdings.isEmpty()) {
      file.remove(asker.node());
    } else if (listed != null || file.clients().size() < limits.holders()) {
      ListedClient client = listed == null ? newClient(asker, file) : listed;
      file.put(client.holding(holdings, now), now);
    }
  }

  private void unknown(Asker asker, int tag) {
    out.refuse(asker, tag, ErrorCode.UNKNOWN_FILE, "no live server is known to own this file");
  }

  private void locate(Asker asker, MapMessage.Locate m, Random random) {
    if (relays.isOpen(asker, m.key())) {
      relays.forward(asker, m.key(), m.tag(), m);
      return;
    }
    switch (files.standing(m.key(), m.known())) {
      case Standing.Mine mine -> located(asker, m, mine, random);
      case Standing.Nowhere _ -> unknown(asker, m.tag());
      case Standing.Elsewhere elsewhere -> moved(asker, m.tag(), m.key(), elsewhere);
    }
  }

  private void located(Asker asker, MapMessage.Locate m, Standing.Mine mine, Random random) {
    MappedFile file = mine.file();
    List<MapMessage.Holder> holders = file.choose(asker.node(), m.limit(), now, random);
    out.answer(
        asker,
        new MapMessage.Located(
            m.tag(), m.key(), mine.ownership(), file.countHolders(now), file.rarity(now), holders));
    if (!holders.isEmpty() && file.mayVouch(asker.node(), now)) {
      out.add(new MapAction.Vouch(asker, voucher(m.key(), mine.ownership(), holders)));
    }
  }

  /** The edge fills in the time and the seal. */
  private static MapMessage.Voucher voucher(
      FileKey key, Ownership ownership, List<MapMessage.Holder> holders) {
    List<MapMessage.Vouched> clients =
        holders.stream()
            .map(holder -> new MapMessage.Vouched(holder.node(), holder.endpoint()))
            .toList();
    return new MapMessage.Voucher(
        key, ownership, 0, VOUCHER_SECONDS, clients, MapMessage.Seal.NONE);
  }

  private void find(Asker asker, MapMessage.Find m) {
    String text = m.text().toLowerCase(Locale.ROOT);
    List<MappedFile> matching =
        files.all().stream()
            .filter(file -> file.name().text().toLowerCase(Locale.ROOT).contains(text))
            .filter(file -> file.countHolders(now) > 0)
            .sorted((a, b) -> a.key().compareTo(b.key()))
            .toList();
    List<MapMessage.FoundFile> part =
        matching.stream().skip(m.skip()).limit(m.limit()).map(this::found).toList();
    out.answer(asker, new MapMessage.Found(m.tag(), matching.size(), part));
  }

  private MapMessage.FoundFile found(MappedFile file) {
    return new MapMessage.FoundFile(
        file.key(),
        files.ownerships().of(file.key()),
        file.countHolders(now),
        file.countComplete(now),
        file.name());
  }
}
