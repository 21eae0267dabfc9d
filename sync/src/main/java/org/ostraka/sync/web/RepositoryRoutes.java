package org.ostraka.sync.web;

import static org.ostraka.sync.web.HubCalls.actor;
import static org.ostraka.sync.web.HubCalls.principal;
import static org.ostraka.sync.web.HubCalls.repository;
import static org.ostraka.sync.web.SessionRoutes.SMALL_BODY;
import static org.ostraka.web.Verb.DELETE;
import static org.ostraka.web.Verb.GET;
import static org.ostraka.web.Verb.POST;
import static org.ostraka.web.Verb.PUT;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.ProgramVersion;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.account.Desks.Desk;
import org.ostraka.sync.account.Principal;
import org.ostraka.sync.account.Repositories.Attachment;
import org.ostraka.sync.account.Repositories.Repository;
import org.ostraka.sync.account.Session;
import org.ostraka.sync.history.HistoryStatus;
import org.ostraka.sync.hub.GuardedRepository;
import org.ostraka.sync.hub.Hub;
import org.ostraka.sync.hub.Presence;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Contract;
import org.ostraka.web.Json;
import org.ostraka.web.Route;

/** Repositories, desks, and how the hub stands. */
final class RepositoryRoutes {
  static final String REPOSITORIES = "/api/v1/repositories";
  static final String REPOSITORY = REPOSITORIES + "/{repository}";
  static final String DESKS = "/api/v1/desks";

  private final Hub hub;
  private final HubDoors doors;
  private final long startedNanos = System.nanoTime();

  RepositoryRoutes(Hub hub, HubDoors doors) {
    this.hub = hub;
    this.doors = doors;
  }

  List<Route<?>> routes() {
    Contract<Session> admin = doors.administrator();
    Contract<Session> anyone = doors.signedIn();
    return List.of(
        new Route<>(GET, REPOSITORIES, anyone, this::list),
        new Route<>(POST, REPOSITORIES, admin.body(SMALL_BODY).refuses(404, 405, 409), this::add),
        new Route<>(DELETE, REPOSITORY, admin.query("purge"), this::remove),
        new Route<>(PUT, REPOSITORY + "/quota", admin.body(SMALL_BODY), this::quota),
        new Route<>(GET, REPOSITORY + "/standing", anyone, this::repositoryStanding),
        new Route<>(GET, DESKS, anyone, this::desks),
        new Route<>(DELETE, DESKS + "/{desk}", anyone, this::revoke),
        new Route<>(GET, "/api/v1/status", admin, this::status));
  }

  private Answer list(Call<Session> call) throws Fault, IOException {
    return new Answer.Json(
        new Forms.RepositoryList(
            hub.repositories(principal(call)).stream()
                .map(repository -> repositoryJson(principal(call), repository))
                .toList()));
  }

  /** Where the hub keeps a history is for those to know who administer it. */
  private Forms.RepositoryJson repositoryJson(Principal principal, Repository repository) {
    @Nullable String url = principal.admin() ? hub.historyUrl(repository) : null;
    return Forms.RepositoryJson.of(repository, url);
  }

  private Answer add(Call<Session> call) throws Fault, IOException {
    Forms.NewRepository form = call.json(Forms.NewRepository.class);
    RepositoryName name = Call.parse(Json.require(form.name(), "name"), RepositoryName::new);
    Optional<Attachment> attachment = Optional.empty();
    if (form.svnUrl() != null) {
      String user = form.svnUser() == null ? "" : form.svnUser();
      String password = form.svnPassword() == null ? "" : form.svnPassword();
      attachment = Optional.of(new Attachment(form.svnUrl(), user, password));
    }
    hub.add(
        actor(call),
        name,
        attachment,
        Forms.NewQuota.notNegative(form.quotaBytes() == null ? 0 : form.quotaBytes()));
    return Answer.done();
  }

  private Answer remove(Call<Session> call) throws Fault, IOException {
    hub.remove(actor(call), repository(call), call.flag("purge"));
    return Answer.done();
  }

  private Answer quota(Call<Session> call) throws Fault, IOException {
    hub.changeQuota(actor(call), repository(call), Forms.NewQuota.bytes(call));
    return Answer.done();
  }

  private Answer desks(Call<Session> call) throws Fault, IOException {
    List<Forms.DeskJson> found = new ArrayList<>();
    for (Desk desk : hub.accounts().desks().list()) {
      if (principal(call).admin() || desk.user().equals(principal(call).user())) {
        Map<String, Long> positions = new HashMap<>(desk.positions());
        positions.putAll(hub.presence().positions(desk.name()));
        found.add(Forms.DeskJson.of(desk, hub.presence().isOnline(desk.name()), positions));
      }
    }
    return new Answer.Json(new Forms.DeskList(found, ProgramVersion.OWN.text()));
  }

  private Answer revoke(Call<Session> call) throws Fault, IOException {
    DeskName desk = call.path("desk", DeskName::new);
    hub.accounts().desks().revoke(principal(call), actor(call), desk);
    return Answer.done();
  }

  private Answer status(Call<Session> call) throws IOException {
    Presence.Traffic traffic = hub.presence().traffic();
    return new Answer.Json(
        new Forms.Status(
            ProgramVersion.OWN.text(),
            (System.nanoTime() - startedNanos) / 1_000_000,
            hub.presence().online(),
            traffic.changes(),
            traffic.bytesIn(),
            traffic.bytesOut(),
            hub.usableBytes(),
            hub.standings().stream().map(RepositoryRoutes::standing).toList()));
  }

  private Answer repositoryStanding(Call<Session> call) throws Fault, IOException {
    GuardedRepository repository = hub.repository(principal(call), repository(call));
    HistoryStatus history = repository.history();
    return new Answer.Json(
        new Forms.RepositoryStanding(
            repository.position(), history.position(), history.trouble().isPresent()));
  }

  private static Forms.StandingJson standing(Hub.Standing standing) {
    return new Forms.StandingJson(
        standing.name().text(),
        standing.position(),
        standing.nodes(),
        standing.chunks(),
        standing.storedBytes(),
        standing.history().position(),
        standing.history().revision(),
        standing.history().trouble().orElse(""));
  }
}
