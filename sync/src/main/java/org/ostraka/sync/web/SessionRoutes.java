package org.ostraka.sync.web;

import static org.ostraka.sync.web.Contract.Verb.DELETE;
import static org.ostraka.sync.web.Contract.Verb.GET;
import static org.ostraka.sync.web.Contract.Verb.POST;
import static org.ostraka.sync.web.Contract.Verb.PUT;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Accounts;
import org.ostraka.sync.account.Principal;
import org.ostraka.sync.account.Sessions;

/** Signing in and out, and one's own account. */
final class SessionRoutes {
  static final int SMALL_BODY = 16 << 10;
  static final String SESSIONS = "/api/v1/sessions";
  static final String ME = "/api/v1/me";

  private final Accounts accounts;

  SessionRoutes(Accounts accounts) {
    this.accounts = accounts;
  }

  List<Route> routes() {
    return List.of(
        new Route(GET, "/health", Contract.anybody(), _ -> new Answer.Json(Map.of())),
        new Route(
            POST, SESSIONS, Contract.anybody().body(SMALL_BODY).refuses(401, 409), this::signIn),
        new Route(DELETE, SESSIONS, Contract.signedIn(), this::signOut),
        new Route(GET, ME, Contract.signedIn(), this::me),
        new Route(PUT, ME + "/password", Contract.signedIn().body(SMALL_BODY), this::password));
  }

  private Answer signIn(Call call) throws Fault, IOException, InterruptedException {
    Forms.SignIn form = call.json(Forms.SignIn.class);
    UserName user = Call.parse(Json.require(form.user(), "user"), UserName::new);
    Optional<DeskName> desk = Optional.empty();
    if (form.desk() != null) {
      desk = Optional.of(Call.parse(form.desk(), DeskName::new));
    }
    String password = Json.require(form.password(), "password");
    boolean isNew = form.newDesk() != null && form.newDesk();
    Sessions.SignedIn signedIn =
        accounts.sessions().signIn(user, password, call.address(), desk, isNew);
    Principal principal = signedIn.principal();
    return new Answer.Json(
        new Forms.SignedIn(
            signedIn.token(), principal.user().text(), principal.admin(), deskName(principal)));
  }

  private static @Nullable String deskName(Principal principal) {
    return principal.desk().map(DeskName::text).orElse(null);
  }

  private Answer signOut(Call call) throws Fault, IOException {
    accounts.sessions().signOut(call.token());
    return Answer.done();
  }

  private Answer me(Call call) {
    Principal principal = call.principal();
    return new Answer.Json(
        new Forms.Me(principal.user().text(), principal.admin(), deskName(principal)));
  }

  private Answer password(Call call) throws Fault, IOException {
    if (call.principal().desk().isPresent()) {
      throw Fault.of(FaultKind.ACCESS_DENIED, "a desk does not change its user's password");
    }
    Forms.NewPassword form = call.json(Forms.NewPassword.class);
    accounts
        .users()
        .changePassword(
            call.actor(), call.principal().user(), Json.require(form.password(), "password"));
    return Answer.done();
  }
}
