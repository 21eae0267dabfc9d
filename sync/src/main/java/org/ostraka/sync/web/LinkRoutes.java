package org.ostraka.sync.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.ostraka.sync.web.HubCalls.actor;
import static org.ostraka.sync.web.HubCalls.principal;
import static org.ostraka.sync.web.RepositoryRoutes.REPOSITORY;
import static org.ostraka.sync.web.SessionRoutes.SMALL_BODY;
import static org.ostraka.web.Verb.DELETE;
import static org.ostraka.web.Verb.GET;
import static org.ostraka.web.Verb.POST;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.account.Session;
import org.ostraka.sync.account.ShareLinks;
import org.ostraka.sync.account.ShareLinks.ShareLink;
import org.ostraka.sync.hub.Archive;
import org.ostraka.sync.hub.GuardedRepository;
import org.ostraka.sync.hub.Hub;
import org.ostraka.sync.hub.Versions;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Contract;
import org.ostraka.web.Head;
import org.ostraka.web.Json;
import org.ostraka.web.Route;

/**
 * Links for people without an account. A visitor's secret is in the body and never in a URL, which
 * is logged on the way.
 */
final class LinkRoutes {
  private static final String SHARED = "/api/v1/shared";

  private final Hub hub;
  private final HubDoors doors;

  LinkRoutes(Hub hub, HubDoors doors) {
    this.hub = hub;
    this.doors = doors;
  }

  List<Route<?>> routes() {
    Contract<Session> person = doors.signedIn();
    Contract<Head> visitor = Contract.anybody().body(SMALL_BODY).refuses(401, 403, 404);
    String links = REPOSITORY + "/links";
    return List.of(
        new Route<>(POST, links, person.body(SMALL_BODY), this::make),
        new Route<>(GET, links, person, this::list),
        new Route<>(DELETE, links + "/{link}", person, this::remove),
        new Route<>(POST, SHARED, visitor, this::look),
        new Route<>(POST, SHARED + "/content", visitor, this::content));
  }

  private GuardedRepository repository(Call<Session> call) throws Fault, IOException {
    return hub.repository(principal(call), HubCalls.repository(call));
  }

  private Answer make(Call<Session> call) throws Fault, IOException, InterruptedException {
    GuardedRepository repository = repository(call);
    if (principal(call).desk().isPresent()) {
      throw Fault.of(FaultKind.ACCESS_DENIED, "a desk makes no links: sign in as a person");
    }
    LinkForms.NewLink form = call.json(LinkForms.NewLink.class);
    NodeId node = Call.parse(Json.require(form.node(), "node"), NodeId::parse);
    repository.requireNode(node, Right.WRITE);
    ShareLinks.Terms terms =
        new ShareLinks.Terms(
            Optional.ofNullable(form.password()),
            positive(form.expires(), "expires"),
            positive(form.downloads(), "downloads"));
    ShareLinks.Made made =
        hub.accounts().links().make(principal(call), actor(call), repository.name(), node, terms);
    return new Answer.Json(new LinkForms.MadeLink(made.id(), made.token()));
  }

  private static OptionalLong positive(@Nullable Long number, String field) throws Fault {
    if (number != null && number < 1) {
      throw Call.refused(field + ": 1 or more; absent for no limit");
    }
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private Answer list(Call<Session> call) throws Fault, IOException {
    GuardedRepository repository = repository(call);
    List<LinkForms.LinkJson> links = new ArrayList<>();
    for (ShareLink link : hub.accounts().links().list(principal(call), repository.name())) {
      boolean seen = repository.right(link.node()).includes(Right.READ);
      links.add(LinkForms.LinkJson.of(link, seen ? repository.path(link.node()) : ""));
    }
    return new Answer.Json(new LinkForms.LinkList(links));
  }

  private Answer remove(Call<Session> call) throws Fault, IOException {
    GuardedRepository repository = repository(call);
    String id = call.path("link", it -> it);
    hub.accounts().links().remove(principal(call), actor(call), repository.name(), id);
    return Answer.done();
  }

  private Answer look(Call<Head> call) throws Fault, IOException, InterruptedException {
    ShareLink link = visited(call);
    Node node = behind(link).requireNode(link.node(), Right.READ);
    return new Answer.Json(
        new LinkForms.SharedJson(
            node.name().text(),
            Nodes.kind(node.entry()),
            Nodes.size(node.entry()),
            Nodes.modified(node.entry())));
  }

  private Answer content(Call<Head> call) throws Fault, IOException, InterruptedException {
    ShareLink link = visited(call);
    GuardedRepository repository = behind(link);
    Node node = repository.requireNode(link.node(), Right.READ);
    boolean file = Nodes.kind(node.entry()).equals("file");
    Answer answer = file ? file(repository, node) : folder(repository, node);
    hub.accounts().links().use(link, call.address());
    String name = URLEncoder.encode(node.name().text() + (file ? "" : ".zip"), UTF_8);
    return new Answer.WithHeader(
        answer, "Content-Disposition", "attachment; filename*=UTF-8''" + name.replace("+", "%20"));
  }

  private static Answer file(GuardedRepository repository, Node node) throws Fault, IOException {
    Versions versions = repository.versions();
    Versions.Version version = versions.at(node.id(), Long.MAX_VALUE);
    return new Answer.Streamed(
        "application/octet-stream", out -> versions.write(node.id(), version, out));
  }

  private static Answer folder(GuardedRepository repository, Node node) throws Fault {
    Archive archive = repository.archive(node.id());
    return new Answer.Streamed("application/zip", out -> archive.write(out, () -> {}));
  }

  private ShareLink visited(Call<Head> call) throws Fault, IOException, InterruptedException {
    LinkForms.Visit visit = call.json(LinkForms.Visit.class);
    String password = visit.password() == null ? "" : visit.password();
    String token = Json.require(visit.token(), "token");
    return hub.accounts().links().open(token, password, call.address());
  }

  /** What the link's maker may read now: a right that was taken back ends the link. */
  private GuardedRepository behind(ShareLink link) throws Fault, IOException {
    return hub.repository(link.maker(), link.repository());
  }
}
