package org.ostraka.sync.web;

import static org.ostraka.sync.web.HubCalls.actor;
import static org.ostraka.sync.web.HubCalls.principal;
import static org.ostraka.web.Verb.DELETE;
import static org.ostraka.web.Verb.GET;
import static org.ostraka.web.Verb.POST;
import static org.ostraka.web.Verb.PUT;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Accounts;
import org.ostraka.sync.account.Principal;
import org.ostraka.sync.account.Session;
import org.ostraka.sync.account.Sessions;
import org.ostraka.sync.account.Stay;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Contract;
import org.ostraka.web.Credential;
import org.ostraka.web.Head;
import org.ostraka.web.Json;
import org.ostraka.web.Route;

/** Signing in and out, and one's own account. */
final class SessionRoutes {
  static final int SMALL_BODY = 16 << 10;
  static final String SESSIONS = "/api/v1/sessions";
  private static final String SET_COOKIE = "Set-Cookie";
  static final String ME = "/api/v1/me";

  private final Accounts accounts;
  private final HubDoors doors;

  SessionRoutes(Accounts accounts, HubDoors doors) {
    this.accounts = accounts;
    this.doors = doors;
  }

  List<Route<?>> routes() {
    return List.of(
        new Route<>(
            POST,
            SESSIONS,
            Contract.anybody().body(SMALL_BODY).refuses(401, 403, 409),
            this::signIn),
        new Route<>(DELETE, SESSIONS, doors.signedIn(), this::signOut),
        new Route<>(GET, ME, doors.signedIn(), this::me),
        new Route<>(POST, ME + "/totp", doors.signedIn().refuses(409), this::offerCodes),
        new Route<>(PUT, ME + "/totp", doors.signedIn().body(SMALL_BODY), this::codesOn),
        new Route<>(DELETE, ME + "/totp", doors.signedIn().body(SMALL_BODY), this::codesOff),
        new Route<>(PUT, ME + "/password", doors.signedIn().body(SMALL_BODY), this::password));
  }

  private Answer signIn(Call<Head> call) throws Fault, IOException, InterruptedException {
    Forms.SignIn form = call.json(Forms.SignIn.class);
    UserName user = Call.parse(Json.require(form.user(), "user"), UserName::new);
    Sessions.Proof proof =
        new Sessions.Proof(
            Json.require(form.password(), "password"),
            Optional.ofNullable(form.code()),
            Optional.ofNullable(form.newPassword()));
    Stay stay = stay(form);
    Sessions.SignedIn signedIn = accounts.sessions().signIn(user, proof, call.address(), stay);
    if (stay instanceof Stay.OfDesk desk) {
      accounts.desks().runs(desk.name(), call.head().program());
    }
    return stay instanceof Stay.Browser ? ofBrowser(accounts, signedIn) : ofProgram(signedIn);
  }

  private static Stay stay(Forms.SignIn form) throws Fault {
    boolean cookie = form.cookie() != null && form.cookie();
    if (form.desk() == null) {
      return cookie ? new Stay.Browser() : new Stay.Person();
    }
    if (cookie) {
      throw Call.refused("cookie: a desk keeps its token by itself");
    }
    boolean isNew = form.newDesk() != null && form.newDesk();
    return new Stay.OfDesk(Call.parse(form.desk(), DeskName::new), isNew);
  }

  private static Answer ofProgram(Sessions.SignedIn signedIn) {
    Principal who = signedIn.principal();
    return new Answer.Json(
        new Forms.SignedIn(signedIn.token(), who.user().text(), who.admin(), deskName(who), null));
  }

  static Answer ofBrowser(Accounts accounts, Sessions.SignedIn signedIn) {
    Principal who = signedIn.principal();
    String csrf = Credential.csrf(signedIn.token());
    return new Answer.WithHeader(
        new Answer.Json(new Forms.SignedIn(null, who.user().text(), who.admin(), null, csrf)),
        SET_COOKIE,
        Credential.cookie(
            signedIn.token(), Duration.ofMinutes(accounts.settings().current().sessionMinutes())));
  }

  private static @Nullable String deskName(Principal principal) {
    return principal.desk().map(DeskName::text).orElse(null);
  }

  private Answer signOut(Call<Session> call) throws Fault, IOException {
    accounts.sessions().signOut(call.head().credential().token());
    return new Answer.WithHeader(Answer.done(), SET_COOKIE, Credential.noCookie());
  }

  private Answer me(Call<Session> call) throws Fault, IOException {
    Principal principal = principal(call);
    Credential shown = call.head().credential();
    @Nullable String csrf = shown.ofBrowser() ? Credential.csrf(shown.token()) : null;
    return new Answer.Json(
        new Forms.Me(
            principal.user().text(),
            principal.admin(),
            principal.id() != 0 && accounts.secondFactors().isOn(principal.user()),
            deskName(principal),
            csrf));
  }

  /** The user of a person's session: what is asked is not for desks. */
  private static UserName person(Call<Session> call) throws Fault {
    if (principal(call).desk().isPresent()) {
      throw Fault.of(FaultKind.ACCESS_DENIED, "a desk does not change how its user signs in");
    }
    return principal(call).user();
  }

  private Answer offerCodes(Call<Session> call) throws Fault, IOException {
    UserName user = person(call);
    String secret = accounts.secondFactors().offer(user);
    String uri = "otpauth://totp/Ostraka:%s?secret=%s&issuer=Ostraka".formatted(user, secret);
    return new Answer.Json(new Forms.NewTotp(secret, uri));
  }

  private Answer codesOn(Call<Session> call) throws Fault, IOException {
    accounts.secondFactors().confirm(actor(call), person(call), code(call));
    return Answer.done();
  }

  private Answer codesOff(Call<Session> call) throws Fault, IOException {
    accounts.secondFactors().remove(actor(call), person(call), code(call));
    return Answer.done();
  }

  private static String code(Call<Session> call) throws Fault {
    return Json.require(call.json(Forms.Code.class).code(), "code");
  }

  private Answer password(Call<Session> call) throws Fault, IOException {
    UserName user = person(call);
    Forms.NewPassword form = call.json(Forms.NewPassword.class);
    accounts.users().changePassword(actor(call), user, Json.require(form.password(), "password"));
    return Answer.done();
  }
}
