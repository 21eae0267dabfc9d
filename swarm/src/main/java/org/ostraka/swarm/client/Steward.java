package org.ostraka.swarm.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.SessionMessage;
import org.ostraka.swarm.client.Stewarded.Place;

/**
 * Keeps each of a client's files with an owner that lives: announces them, notices a dead owner,
 * entrusts them elsewhere, follows where they moved (RFC sections 6.3, 8 and 9). One thread at a
 * time may call it.
 *
 * <p><b>Invariant:</b> no file's ownership is ever replaced by a smaller one.
 */
public final class Steward {
  static final long PERIOD = 3_000;
  private static final long ANSWER_TO_ASK = 5_000;
  private static final int HOLDERS = 50;

  private final Random random;
  private final ServersKnown servers = new ServersKnown();
  private final Map<FileKey, Stewarded> files = new LinkedHashMap<>();
  private final Map<Endpoint, Post> posts = new HashMap<>();
  private List<StewardAction> actions = new ArrayList<>();

  /** What the last requests were about, so that a refusal finds its file. */
  private final Map<Integer, FileKey> subjects =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, FileKey> eldest) {
          return size() > 4 * MapMessage.Announce.MAX_FILES;
        }
      };

  private int lastTag;
  private long now;

  /** A steward of no files who knows no servers. */
  public Steward(Random random) {
    this.random = random;
  }

  /** Takes an event in; {@code now} is in milliseconds of a clock that does not go back. */
  public List<StewardAction> on(long now, StewardEvent event) {
    this.now = now;
    switch (event) {
      case StewardEvent.Opened e -> open(e);
      case StewardEvent.Holds e -> holds(e);
      case StewardEvent.Closed e -> close(e.key());
      case StewardEvent.Servers e -> e.endpoints().forEach(servers::add);
      case StewardEvent.Met e -> met(e.server(), e.node());
      case StewardEvent.Lost e -> lost(e.server(), e.wasConnected());
      case StewardEvent.Said e -> said(e.server(), e.message());
      case StewardEvent.Checked e -> checked(e.voucher());
      case StewardEvent.Tick _ -> tick();
    }
    List<StewardAction> taken = actions;
    actions = new ArrayList<>();
    return taken;
  }

  /** The greatest ownership that was seen of a file. */
  public Ownership seen(FileKey key) {
    Stewarded file = files.get(key);
    return file == null ? Ownership.NONE : file.seen();
  }

  /** Where a file is announced, or null. */
  public @Nullable Endpoint placeOrNull(FileKey key) {
    Stewarded file = files.get(key);
    return file != null && file.place() instanceof Place.At at ? at.server() : null;
  }

  /** All servers that may be used. */
  public List<Endpoint> servers() {
    return servers.all();
  }

  private void open(StewardEvent.Opened e) {
    files.put(e.key(), new Stewarded(e.key(), e.name(), e.holdings(), e.wanted()));
    seek();
  }

  private void holds(StewardEvent.Holds e) {
    Stewarded file = files.get(e.key());
    if (file != null) {
      file.holds(e.holdings());
      report(file);
    }
  }

  private void close(FileKey key) {
    Stewarded file = files.remove(key);
    if (file != null && file.place() instanceof Place.At at) {
      Holdings none = Holdings.none(key.fragments());
      tell(at.server(), new MapMessage.HoldingsReport(tag(), key, file.seen(), none));
    }
  }

  private void tell(Endpoint server, Message message) {
    actions.add(new StewardAction.Tell(server, message));
  }

  private int tag() {
    lastTag = lastTag == Integer.MAX_VALUE ? 1 : lastTag + 1;
    return lastTag;
  }

  private int tagFor(Stewarded file) {
    int tag = tag();
    subjects.put(tag, file.key());
    return tag;
  }

  private void note(Stewarded file, String line) {
    actions.add(new StewardAction.Note(file.key(), line));
  }

  private void met(Endpoint server, NodeId node) {
    servers.met(server, node);
    tell(server, new MapMessage.Servers(tag()));
  }

  private void tick() {
    for (Stewarded file : List.copyOf(files.values())) {
      if (file.place() instanceof Place.Asked asked && now >= asked.deadline()) {
        note(file, "no answer from " + asked.server());
        file.place(new Place.Nowhere(now));
      }
    }
    for (Map.Entry<Endpoint, Post> post : List.copyOf(posts.entrySet())) {
      tick(post.getKey(), post.getValue());
    }
    seek();
    files.values().forEach(this::report);
    files.values().forEach(this::locate);
  }

  private void tick(Endpoint server, Post post) {
    if (post.isLate(now)) {
      post.giveUpAnswers();
      actions.add(new StewardAction.Drop(server));
    } else if (post.isDue(now)) {
      announce(server, post);
    }
  }

  /** Files that are at no server ask the next one. */
  private void seek() {
    for (Stewarded file : files.values()) {
      if (file.place() instanceof Place.Nowhere nowhere && now >= nowhere.since()) {
        seek(file);
      }
    }
  }

  private void seek(Stewarded file) {
    Endpoint next = servers.nextOrNull(file.key(), file.tried(), now);
    if (next == null) {
      if (file.holdings().isEmpty() && !servers.all().isEmpty()) {
        actions.add(new StewardAction.NowhereFound(file.key()));
      }
      file.tried().clear();
      file.place(new Place.Nowhere(now + PERIOD / 3));
      return;
    }
    file.tried().add(next);
    ask(file, next, !file.seen().isNone());
  }

  /** Asks a server to own a file of which the client has something, or else who has it. */
  private void ask(Stewarded file, Endpoint server, boolean unreachable) {
    int tag = tag();
    file.place(new Place.Asked(server, tag, now + ANSWER_TO_ASK, unreachable));
    if (file.holdings().isEmpty()) {
      tell(server, new MapMessage.Locate(tag, file.key(), file.seen(), HOLDERS));
    } else {
      tell(server, new MapMessage.Entrust(tag, file.key(), file.seen(), unreachable, file.name()));
    }
  }

  private void settle(Stewarded file, Endpoint server) {
    boolean news = !file.isAt(server);
    file.place(new Place.At(server));
    file.arrived();
    if (news) {
      note(
          file,
          "owner %s, epoch %d, at %s".formatted(file.seen().owner(), file.seen().epoch(), server));
      file.reportAgain();
      report(file);
      posts.computeIfAbsent(server, _ -> new Post()).announceBy(now);
    }
  }

  private void report(Stewarded file) {
    boolean ready = file.place() instanceof Place.At && !file.holdings().isEmpty();
    if (ready && file.takeReport(now) && file.place() instanceof Place.At at) {
      posts.computeIfAbsent(at.server(), _ -> new Post());
      tell(
          at.server(),
          new MapMessage.HoldingsReport(tagFor(file), file.key(), file.seen(), file.holdings()));
    }
  }

  private void locate(Stewarded file) {
    if (file.place() instanceof Place.At at && file.takeLocate(now, PERIOD)) {
      posts.computeIfAbsent(at.server(), _ -> new Post()).awaitAnswer(now);
      tell(at.server(), new MapMessage.Locate(tagFor(file), file.key(), file.seen(), HOLDERS));
    }
  }

  /** One message for each owner that is reached through the server, with at most 1024 files. */
  private void announce(Endpoint server, Post post) {
    Map<NodeId, List<Stewarded>> byOwner = new LinkedHashMap<>();
    for (Stewarded file : files.values()) {
      if (file.isAt(server) && !file.holdings().isEmpty()) {
        byOwner.computeIfAbsent(file.seen().owner(), _ -> new ArrayList<>()).add(file);
      }
    }
    post.announceAt(now + PERIOD - PERIOD / 10 + random.nextLong(PERIOD / 5 + 1));
    if (byOwner.isEmpty() && files.values().stream().noneMatch(file -> file.isAt(server))) {
      posts.remove(server);
    }
    byOwner.values().forEach(some -> announce(server, post, some));
  }

  private void announce(Endpoint server, Post post, Collection<Stewarded> some) {
    List<Stewarded> left = new ArrayList<>(some);
    while (!left.isEmpty()) {
      List<Stewarded> part = left.subList(0, Math.min(left.size(), MapMessage.Announce.MAX_FILES));
      int tag = tag();
      post.announced(tag, part.stream().map(Stewarded::key).toList());
      tell(
          server,
          new MapMessage.Announce(
              tag,
              0,
              part.stream()
                  .map(f -> new MapMessage.AnnouncedFile(f.key(), f.seen(), f.digest()))
                  .toList()));
      part.clear();
    }
    post.awaitAnswer(now);
  }

  private void lost(Endpoint server, boolean wasConnected) {
    Post post = posts.get(server);
    if (post != null) {
      post.giveUpAnswers();
    }
    if (post != null && wasConnected && post.suspect()) {
      // The first loss may be an accident of the connection: the next announce makes a new one.
      announce(server, post);
      retryAsks(server);
      return;
    }
    servers.failed(server, now);
    posts.remove(server);
    for (Stewarded file : files.values()) {
      if (file.isAt(server) || file.wasAsked(server)) {
        note(file, server + " is not reached");
        file.tried().add(server);
        file.place(new Place.Nowhere(now));
      }
    }
    seek();
  }

  private void retryAsks(Endpoint server) {
    for (Stewarded file : files.values()) {
      if (file.place() instanceof Place.Asked asked && asked.server().equals(server)) {
        ask(file, server, asked.flagged());
      } else if (file.isAt(server) && file.holdings().isEmpty()) {
        ask(file, server, false);
      }
    }
  }

  private void said(Endpoint server, Message message) {
    switch (message) {
      case MapMessage.Entrusted m -> entrusted(server, m);
      case MapMessage.Moved m -> moved(server, m);
      case MapMessage.Announced m -> announced(server, m);
      case MapMessage.Located m -> located(server, m);
      case MapMessage.Voucher m -> actions.add(new StewardAction.Vouched(m));
      case MapMessage.ServerList m -> learn(server, m);
      case SessionMessage.ErrorReport m -> refused(server, m);
      default -> {}
    }
  }

  /** A voucher of an epoch that has passed is not news. */
  private void checked(MapMessage.Voucher voucher) {
    Stewarded file = files.get(voucher.key());
    if (file != null && file.seen().epoch() <= voucher.ownership().epoch()) {
      actions.add(new StewardAction.Trusted(voucher));
    }
  }

  /** Where a server leaves its own host open, it is where it was reached. */
  private void learn(Endpoint teller, MapMessage.ServerList list) {
    boolean learned = false;
    for (MapMessage.ServerEntry entry : list.servers()) {
      learned |= servers.add(entry.endpoint().orAt(teller.host()));
    }
    if (learned) {
      actions.add(new StewardAction.Learned());
    }
  }

  private void entrusted(Endpoint server, MapMessage.Entrusted m) {
    Stewarded file = files.get(m.key());
    if (file == null) {
      return;
    }
    if (file.sees(m.ownership())) {
      settle(file, server);
    } else if (file.askedOrNull(m.tag()) != null) {
      file.place(new Place.Nowhere(now));
      seek(file);
    }
  }

  private void moved(Endpoint server, MapMessage.Moved m) {
    Stewarded file = files.get(m.key());
    boolean concerned = file != null && (file.isAt(server) || file.askedOrNull(m.tag()) != null);
    if (file == null || !concerned || m.endpoint().port() == 0) {
      return;
    }
    servers.add(m.endpoint());
    boolean dead = servers.hasFailed(m.endpoint(), now);
    boolean flagged = file.place() instanceof Place.Asked asked && asked.flagged();
    if (!file.sees(m.ownership()) || !file.mayFollow()) {
      file.place(new Place.Nowhere(now + PERIOD));
      file.arrived();
    } else if (!dead) {
      follow(file, m.endpoint());
    } else if (!flagged) {
      ask(file, server, true);
    } else {
      file.place(new Place.Nowhere(now));
      seek(file);
    }
  }

  /** A holder announces at the new owner; one without fragments asks it. */
  private void follow(Stewarded file, Endpoint owner) {
    note(file, "moved to %s, epoch %d".formatted(owner, file.seen().epoch()));
    if (file.holdings().isEmpty()) {
      ask(file, owner, false);
      return;
    }
    file.place(new Place.At(owner));
    file.reportAgain();
    Post post = posts.computeIfAbsent(owner, _ -> new Post());
    post.announceBy(now);
    announce(owner, post);
  }

  private void announced(Endpoint server, MapMessage.Announced m) {
    Post post = posts.get(server);
    List<FileKey> keys = post == null ? null : post.answeredOrNull(m.tag());
    if (post == null || keys == null || keys.size() != m.files().size()) {
      return;
    }
    post.answered();
    for (int i = 0; i < keys.size(); i++) {
      Stewarded file = files.get(keys.get(i));
      if (file != null && file.isAt(server)) {
        listed(file, server, m.files().get(i));
      }
    }
  }

  private void listed(Stewarded file, Endpoint server, MapMessage.Listing listing) {
    switch (listing) {
      case LISTED -> file.arrived();
      case SEND -> {
        file.arrived();
        file.reportAgain();
        report(file);
      }
      case MOVED -> {}
      case UNKNOWN -> ask(file, server, false);
      case FULL -> note(file, server + " takes no more clients for this file");
    }
  }

  private void located(Endpoint server, MapMessage.Located m) {
    Post post = posts.get(server);
    if (post != null) {
      post.answered();
    }
    Stewarded file = files.get(m.key());
    if (file == null || !file.sees(m.ownership())) {
      return;
    }
    if (file.askedOrNull(m.tag()) != null) {
      settle(file, server);
    }
    actions.add(new StewardAction.Found(m));
  }

  private void refused(Endpoint server, SessionMessage.ErrorReport error) {
    for (Stewarded file : files.values()) {
      if (file.askedOrNull(error.tag()) != null) {
        note(file, "%s refused: %s".formatted(server, ErrorCode.taken(error.code())));
        file.place(new Place.Nowhere(now));
        seek(file);
        return;
      }
    }
    FileKey subject = subjects.get(error.tag());
    Stewarded file = subject == null ? null : files.get(subject);
    if (file != null && file.isAt(server)) {
      ask(file, server, false);
    }
  }
}
