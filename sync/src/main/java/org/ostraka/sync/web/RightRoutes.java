package org.ostraka.sync.web;

import static org.ostraka.sync.web.HubCalls.actor;
import static org.ostraka.sync.web.HubCalls.principal;
import static org.ostraka.sync.web.HubCalls.repository;
import static org.ostraka.sync.web.RepositoryRoutes.REPOSITORY;
import static org.ostraka.sync.web.SessionRoutes.SMALL_BODY;
import static org.ostraka.web.Verb.DELETE;
import static org.ostraka.web.Verb.GET;
import static org.ostraka.web.Verb.PUT;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.base.Fault;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Grant;
import org.ostraka.sync.account.Holder;
import org.ostraka.sync.account.Principal;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.account.Session;
import org.ostraka.sync.hub.Effective;
import org.ostraka.sync.hub.GuardedRepository;
import org.ostraka.sync.hub.Hub;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Contract;
import org.ostraka.web.Json;
import org.ostraka.web.Route;

/** Rights: given, taken back, and explained. */
final class RightRoutes {
  private final Hub hub;
  private final HubDoors doors;

  RightRoutes(Hub hub, HubDoors doors) {
    this.hub = hub;
    this.doors = doors;
  }

  List<Route<?>> routes() {
    Contract<Session> anyone = doors.signedIn();
    String grants = REPOSITORY + "/grants";
    return List.of(
        new Route<>(GET, grants, anyone, this::grants),
        new Route<>(PUT, grants, anyone.body(SMALL_BODY), this::give),
        new Route<>(DELETE, grants, anyone.query("path", "holder"), this::takeBack),
        new Route<>(GET, REPOSITORY + "/effective", anyone.query("user", "path"), this::effective));
  }

  private Answer grants(Call<Session> call) throws Fault, IOException {
    GuardedRepository repository = hub.administered(principal(call), repository(call));
    List<Forms.GrantJson> grants = new ArrayList<>();
    for (Grant grant : hub.accounts().grants().list(repository.name())) {
      if (isShown(principal(call), repository, grant)) {
        grants.add(
            new Forms.GrantJson(
                repository.path(grant.folder()),
                grant.folder().toString(),
                grant.holder().toString(),
                grant.right().word()));
      }
    }
    return new Answer.Json(new Forms.GrantList(grants));
  }

  private static boolean isShown(Principal principal, GuardedRepository repository, Grant grant) {
    return principal.admin() || repository.right(grant.folder()).includes(Right.MANAGE);
  }

  private Answer give(Call<Session> call) throws Fault, IOException {
    Forms.GrantJson form = call.json(Forms.GrantJson.class);
    GuardedRepository repository = hub.administered(principal(call), repository(call));
    NodeId folder = folder(repository, Json.require(form.path(), "path"));
    Holder holder = Call.parse(Json.require(form.holder(), "holder"), Holder::parse);
    Right right = Call.parse(Json.require(form.right(), "right"), Right::parse);
    hub.accounts().grants().give(actor(call), repository.name(), new Grant(folder, holder, right));
    return Answer.done();
  }

  private static NodeId folder(GuardedRepository repository, String path) throws Fault {
    NodeId folder = repository.resolveToManage(path);
    repository.requireManage(folder);
    return folder;
  }

  private Answer takeBack(Call<Session> call) throws Fault, IOException {
    GuardedRepository repository = hub.administered(principal(call), repository(call));
    NodeId folder = folder(repository, call.text("path").orElse("/"));
    Holder holder = call.required("holder", Holder::parse);
    hub.accounts().grants().takeBack(actor(call), repository.name(), folder, holder);
    return Answer.done();
  }

  private Answer effective(Call<Session> call) throws Fault, IOException {
    GuardedRepository repository = hub.administered(principal(call), repository(call));
    NodeId folder = folder(repository, call.text("path").orElse("/"));
    Effective effective = hub.effective(repository, call.required("user", UserName::new), folder);
    return new Answer.Json(Forms.EffectiveJson.of(effective));
  }
}
