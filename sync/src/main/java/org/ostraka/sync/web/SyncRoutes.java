package org.ostraka.sync.web;

import static org.ostraka.sync.web.HubCalls.principal;
import static org.ostraka.sync.web.RepositoryRoutes.REPOSITORY;
import static org.ostraka.web.Verb.GET;
import static org.ostraka.web.Verb.POST;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.Change;
import org.ostraka.sync.Content;
import org.ostraka.sync.Extent;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.Verdict;
import org.ostraka.sync.account.Session;
import org.ostraka.sync.chunk.ChunkFrame;
import org.ostraka.sync.hub.GuardedRepository;
import org.ostraka.sync.hub.Hub;
import org.ostraka.sync.hub.HubLimits;
import org.ostraka.sync.hub.Page;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Contract;
import org.ostraka.web.Json;
import org.ostraka.web.Route;

/** What desks do all day: changes, the journal, chunks. */
final class SyncRoutes {
  static final int CHANGES_BODY = 32 << 20;
  static final int DIGESTS_BODY = 256 << 10;
  static final int PACK_BODY =
      HubLimits.USUAL.packBytes() + HubLimits.USUAL.packChunks() * ChunkFrame.HEADER_BYTES;
  private static final int LONGEST_CHOICE = Extent.MOST_FOLDERS * (2 * NodeId.BYTES + 1) - 1;
  private static final String PACK = "application/octet-stream";

  private final Hub hub;
  private final HubDoors doors;

  SyncRoutes(Hub hub, HubDoors doors) {
    this.hub = hub;
    this.doors = doors;
  }

  List<Route<?>> routes() {
    Contract<Session> anyone = doors.signedIn();
    return List.of(
        new Route<>(POST, REPOSITORY + "/changes", anyone.body(CHANGES_BODY), this::change),
        new Route<>(
            GET,
            REPOSITORY + "/journal",
            anyone.query("after", "view", "base", "only"),
            this::journal),
        new Route<>(POST, REPOSITORY + "/chunks/missing", anyone.body(DIGESTS_BODY), this::missing),
        new Route<>(
            POST,
            REPOSITORY + "/chunks",
            anyone.query("upload", "from").body(PACK_BODY).refuses(507),
            this::store),
        new Route<>(POST, REPOSITORY + "/chunks/fetch", anyone.body(DIGESTS_BODY), this::fetch));
  }

  private GuardedRepository repository(Call<Session> call) throws Fault, IOException {
    return hub.repository(principal(call), HubCalls.repository(call));
  }

  private Answer change(Call<Session> call) throws Fault, IOException {
    GuardedRepository repository = repository(call);
    List<Change> changes = call.json(JournalJson.Changes.class).toChanges();
    List<Verdict> verdicts = repository.change(changes);
    hub.presence().accepted(verdicts.stream().filter(Verdict.Accepted.class::isInstance).count());
    return new Answer.Json(JournalJson.Verdicts.of(verdicts));
  }

  private Answer journal(Call<Session> call) throws Fault, IOException {
    GuardedRepository repository = repository(call);
    long after = call.number("after", 0, Long.MAX_VALUE);
    String view = call.text("view").orElse("");
    if (view.length() > Page.LONGEST_VIEW) {
      throw Call.refused("view: at most %d characters".formatted(Page.LONGEST_VIEW));
    }
    Page page = repository.journal(extent(call), after, view);
    principal(call)
        .desk()
        .ifPresent(desk -> hub.presence().reached(desk, repository.name(), after));
    return new Answer.Streamed(
        "application/json", out -> Json.write(JournalJson.PageOut.of(page), out));
  }

  private static Extent extent(Call<Session> call) throws Fault {
    NodeId base = Call.parse(call.text("base").orElse(NodeId.ROOT.toString()), NodeId::parse);
    Set<NodeId> only = new HashSet<>();
    String list = call.text("only").orElse("");
    if (list.length() > LONGEST_CHOICE) {
      throw Call.refused("only: at most %d folders".formatted(Extent.MOST_FOLDERS));
    }
    for (String node : list.isEmpty() ? new String[0] : list.split(",", -1)) {
      only.add(Call.parse(node, NodeId::parse));
    }
    return new Extent(HubCalls.repository(call), base, only);
  }

  private static List<Digest> digests(Call<Session> call) throws Fault {
    Forms.Digests form = call.json(Forms.Digests.class);
    return Call.parse(
        Json.require(form.digests(), "digests"), text -> new Forms.Digests(text).toDigests());
  }

  private Answer missing(Call<Session> call) throws Fault, IOException {
    GuardedRepository repository = repository(call);
    return new Answer.Json(Forms.Digests.of(repository.missing(digests(call))));
  }

  private Answer store(Call<Session> call) throws Fault, IOException {
    GuardedRepository repository = repository(call);
    int length = call.body().remaining();
    repository.requireRoom(length);
    Optional<String> upload = call.text("upload");
    long from = call.number("from", 0, Content.MAX_CHUNKS);
    if (upload.isPresent()) {
      NodeId id = Call.parse(upload.get(), NodeId::parse);
      repository.storePart(id, (int) from, frames(call.body()));
    } else {
      repository.store(frames(call.body()));
    }
    hub.presence().received(length);
    return Answer.done();
  }

  private static List<ChunkFrame> frames(ByteBuffer in) throws Fault {
    List<ChunkFrame> frames = new ArrayList<>();
    while (in.hasRemaining()) {
      @Nullable ChunkFrame frame = ChunkFrame.readOrNull(in);
      if (frame == null) {
        throw new Fault(
            FaultKind.INVALID_INPUT,
            "broken-pack",
            "the pack is damaged at byte %d: send it again".formatted(in.position()));
      }
      frames.add(frame);
    }
    return frames;
  }

  private Answer fetch(Call<Session> call) throws Fault, IOException {
    GuardedRepository repository = repository(call);
    List<Digest> digests = digests(call);
    repository.requireReadable(digests);
    Session session = call.caller();
    return new Answer.Streamed(
        PACK,
        OptionalLong.of(repository.frameBytes(digests)),
        out -> {
          for (Digest digest : digests) {
            session.requireAlive();
            hub.presence().sent(repository.send(digest, out));
          }
        });
  }
}
