package org.ostraka.sync.web;

import static org.ostraka.sync.web.HubCalls.actor;
import static org.ostraka.sync.web.SessionRoutes.SMALL_BODY;
import static org.ostraka.web.Verb.DELETE;
import static org.ostraka.web.Verb.GET;
import static org.ostraka.web.Verb.POST;
import static org.ostraka.web.Verb.PUT;

import java.io.IOException;
import java.util.List;
import org.ostraka.base.Fault;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Accounts;
import org.ostraka.sync.account.GroupName;
import org.ostraka.sync.account.Session;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Contract;
import org.ostraka.web.Json;
import org.ostraka.web.Route;

/** The administration of users and groups, and the audit log. */
final class AccountRoutes {
  static final String USERS = "/api/v1/users";
  static final String GROUPS = "/api/v1/groups";
  private static final int LONGEST_PAGE = 1_000;

  private final Accounts accounts;
  private final HubDoors doors;

  AccountRoutes(Accounts accounts, HubDoors doors) {
    this.accounts = accounts;
    this.doors = doors;
  }

  List<Route<?>> routes() {
    Contract<Session> admin = doors.administrator();
    return List.of(
        new Route<>(GET, USERS, admin, this::users),
        new Route<>(POST, USERS, admin.body(SMALL_BODY).refuses(409), this::addUser),
        new Route<>(DELETE, USERS + "/{user}", admin, this::removeUser),
        new Route<>(PUT, USERS + "/{user}/password", admin.body(SMALL_BODY), this::password),
        new Route<>(PUT, USERS + "/{user}/quota", admin.body(SMALL_BODY), this::quota),
        new Route<>(GET, GROUPS, admin, this::groups),
        new Route<>(PUT, GROUPS + "/{group}", admin.refuses(409), this::addGroup),
        new Route<>(DELETE, GROUPS + "/{group}", admin, this::removeGroup),
        new Route<>(PUT, GROUPS + "/{group}/members/{user}", admin, this::join),
        new Route<>(DELETE, GROUPS + "/{group}/members/{user}", admin, this::leave),
        new Route<>(GET, "/api/v1/audit", admin.query("before", "limit"), this::audit));
  }

  private static UserName user(Call<Session> call) throws Fault {
    return call.path("user", UserName::new);
  }

  private static GroupName group(Call<Session> call) throws Fault {
    return call.path("group", GroupName::new);
  }

  private Answer users(Call<Session> call) throws Fault, IOException {
    return new Answer.Json(
        new Forms.UserList(accounts.users().list().stream().map(Forms.UserJson::of).toList()));
  }

  private Answer addUser(Call<Session> call) throws Fault, IOException {
    Forms.NewUser form = call.json(Forms.NewUser.class);
    UserName name = Call.parse(Json.require(form.name(), "name"), UserName::new);
    accounts
        .users()
        .add(actor(call), name, Json.require(form.password(), "password"), form.admin());
    return Answer.done();
  }

  private Answer removeUser(Call<Session> call) throws Fault, IOException {
    accounts.users().remove(actor(call), user(call));
    return Answer.done();
  }

  private Answer password(Call<Session> call) throws Fault, IOException {
    Forms.NewPassword form = call.json(Forms.NewPassword.class);
    accounts
        .users()
        .changePassword(actor(call), user(call), Json.require(form.password(), "password"));
    // Whoever asks for a new password has often lost the telephone that made the codes.
    accounts.secondFactors().reset(actor(call), user(call));
    return Answer.done();
  }

  private Answer quota(Call<Session> call) throws Fault, IOException {
    accounts.users().changeQuota(actor(call), user(call), Forms.NewQuota.bytes(call));
    return Answer.done();
  }

  private Answer groups(Call<Session> call) throws Fault, IOException {
    return new Answer.Json(new Forms.GroupList(accounts.groups().list()));
  }

  private Answer addGroup(Call<Session> call) throws Fault, IOException {
    accounts.groups().add(actor(call), group(call));
    return Answer.done();
  }

  private Answer removeGroup(Call<Session> call) throws Fault, IOException {
    accounts.groups().remove(actor(call), group(call));
    return Answer.done();
  }

  private Answer join(Call<Session> call) throws Fault, IOException {
    accounts.groups().join(actor(call), group(call), user(call));
    return Answer.done();
  }

  private Answer leave(Call<Session> call) throws Fault, IOException {
    accounts.groups().leave(actor(call), group(call), user(call));
    return Answer.done();
  }

  private Answer audit(Call<Session> call) throws Fault, IOException {
    long before = call.number("before", Long.MAX_VALUE, Long.MAX_VALUE);
    int limit = (int) call.number("limit", 100, LONGEST_PAGE);
    return new Answer.Json(
        new Forms.AuditList(
            accounts.audit().before(before, limit).stream().map(Forms.AuditJson::of).toList()));
  }
}
