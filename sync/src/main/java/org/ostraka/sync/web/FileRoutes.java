package org.ostraka.sync.web;

import static org.ostraka.sync.web.HubCalls.node;
import static org.ostraka.sync.web.HubCalls.principal;
import static org.ostraka.sync.web.RepositoryRoutes.REPOSITORY;
import static org.ostraka.sync.web.SessionRoutes.SMALL_BODY;
import static org.ostraka.web.Verb.GET;
import static org.ostraka.web.Verb.POST;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.ostraka.base.Fault;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.account.Session;
import org.ostraka.sync.hub.Archive;
import org.ostraka.sync.hub.GuardedRepository;
import org.ostraka.sync.hub.Hub;
import org.ostraka.sync.hub.Versions;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Contract;
import org.ostraka.web.Json;
import org.ostraka.web.Route;

/** What people look at: folders, files, earlier versions, and the way back to them. */
final class FileRoutes {
  private static final int LONGEST_PAGE = 1_000;

  private final Hub hub;
  private final HubDoors doors;

  FileRoutes(Hub hub, HubDoors doors) {
    this.hub = hub;
    this.doors = doors;
  }

  List<Route<?>> routes() {
    Contract<Session> anyone = doors.signedIn();
    String file = REPOSITORY + "/files/{node}";
    return List.of(
        new Route<>(GET, REPOSITORY + "/tree", anyone.query("path", "time"), this::list),
        new Route<>(GET, REPOSITORY + "/archive", anyone.query("node"), this::archive),
        new Route<>(GET, REPOSITORY + "/conflicts", anyone, this::conflicts),
        new Route<>(GET, REPOSITORY + "/find", anyone.query("path", "seq", "time"), this::find),
        new Route<>(GET, file + "/log", anyone.query("before", "limit"), this::log),
        new Route<>(GET, file + "/versions", anyone, this::versions),
        new Route<>(GET, file + "/content", anyone.query("seq"), this::content),
        new Route<>(GET, REPOSITORY + "/removed", anyone.query("before", "limit"), this::removed),
        new Route<>(POST, REPOSITORY + "/restore", anyone.body(SMALL_BODY), this::restore));
  }

  private GuardedRepository repository(Call<Session> call) throws Fault, IOException {
    return hub.repository(principal(call), HubCalls.repository(call));
  }

  private Answer list(Call<Session> call) throws Fault, IOException {
    GuardedRepository repository = repository(call);
    String path = call.text("path").orElse("/");
    if (call.text("time").isPresent()) {
      return past(repository, path, Instant.ofEpochMilli(call.number("time", 0, Long.MAX_VALUE)));
    }
    NodeId folder = repository.resolve(path);
    return list(repository, folder, repository.list(folder));
  }

  private static Answer past(GuardedRepository repository, String path, Instant time)
      throws Fault, IOException {
    Versions versions = repository.versions();
    Versions.Past past = versions.past(path, versions.positionAt(time));
    return list(repository, past.folder(), past.nodes());
  }

  private static Answer list(GuardedRepository repository, NodeId folder, List<Node> nodes) {
    return new Answer.Json(
        new Forms.NodeList(
            folder.toString(),
            repository.right(folder).word(),
            nodes.stream().map(node -> Nodes.json(node, repository.right(node.id()))).toList()));
  }

  private Answer archive(Call<Session> call) throws Fault, IOException {
    GuardedRepository repository = repository(call);
    String node = call.text("node").orElse(NodeId.ROOT.toString());
    Archive archive = repository.archive(Call.parse(node, NodeId::parse));
    Session session = call.caller();
    return new Answer.Streamed("application/zip", out -> archive.write(out, session::requireAlive));
  }

  private Answer conflicts(Call<Session> call) throws Fault, IOException {
    GuardedRepository repository = repository(call);
    return new Answer.Json(
        new Forms.ConflictList(
            repository.conflictCopies().stream()
                .map(node ->
                    new Forms.ConflictJson(
                        node.id().toString(),
                        repository.path(node.id()),
                        Nodes.size(node.entry()),
                        Nodes.modified(node.entry())))
                .toList()));
  }

  private Answer find(Call<Session> call) throws Fault, IOException {
    Versions versions = repository(call).versions();
    long seq = call.number("seq", Long.MAX_VALUE, Long.MAX_VALUE);
    if (call.text("time").isPresent()) {
      long time = call.number("time", 0, Long.MAX_VALUE);
      seq = versions.positionAt(Instant.ofEpochMilli(time));
    }
    return new Answer.Json(Nodes.found(versions.find(call.required("path", it -> it), seq)));
  }

  private Answer log(Call<Session> call) throws Fault, IOException {
    long before = call.number("before", Long.MAX_VALUE, Long.MAX_VALUE);
    int limit = (int) call.number("limit", 100, LONGEST_PAGE);
    Versions.Log log = repository(call).versions().log(node(call), before, limit);
    return new Answer.Json(
        new Forms.Log(log.lines().stream().map(Forms.LogLine::of).toList(), log.next()));
  }

  private Answer versions(Call<Session> call) throws Fault, IOException {
    List<Versions.Version> versions = repository(call).versions().of(node(call));
    return new Answer.Json(
        new Forms.VersionList(versions.stream().map(Forms.VersionJson::of).toList()));
  }

  private Answer content(Call<Session> call) throws Fault, IOException {
    Versions versions = repository(call).versions();
    NodeId node = node(call);
    Versions.Version version =
        versions.at(node, call.number("seq", Long.MAX_VALUE, Long.MAX_VALUE));
    return new Answer.Streamed(
        "application/octet-stream", out -> versions.write(node, version, out));
  }

  private Answer removed(Call<Session> call) throws Fault, IOException {
    long before = call.number("before", Long.MAX_VALUE, Long.MAX_VALUE);
    int limit = (int) call.number("limit", 100, LONGEST_PAGE);
    return new Answer.Json(
        new Forms.RemovalList(
            repository(call).versions().removals(before, limit).stream()
                .map(Forms.RemovalJson::of)
                .toList()));
  }

  private Answer restore(Call<Session> call) throws Fault, IOException {
    Forms.Restore form = call.json(Forms.Restore.class);
    Versions versions = repository(call).versions();
    NodeId node = Call.parse(Json.require(form.node(), "node"), NodeId::parse);
    return new Answer.Json(new Forms.Restored(versions.restore(node, position(form, versions))));
  }

  private static long position(Forms.Restore form, Versions versions) throws Fault, IOException {
    if (form.seq() != null) {
      return form.seq();
    }
    if (form.revision() != null) {
      return versions.positionAt(form.revision());
    }
    long time = Json.require(form.time(), "seq, time or revision");
    return versions.positionAt(Instant.ofEpochMilli(time));
  }
}
