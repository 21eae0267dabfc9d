package org.ostraka.sync.web;

import static org.ostraka.sync.web.SessionRoutes.SMALL_BODY;
import static org.ostraka.web.Verb.GET;
import static org.ostraka.web.Verb.POST;

import java.io.IOException;
import java.util.List;
import org.ostraka.base.Fault;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Accounts;
import org.ostraka.sync.account.FirstSeat;
import org.ostraka.sync.account.Stay;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Contract;
import org.ostraka.web.Head;
import org.ostraka.web.Json;
import org.ostraka.web.Route;

/** The first run: whoever has what the hub printed becomes its administrator, once. */
final class SetupRoutes {
  private static final String SETUP = "/api/v1/setup";

  private final Accounts accounts;
  private final String fingerprint;

  SetupRoutes(Accounts accounts, String fingerprint) {
    this.accounts = accounts;
    this.fingerprint = fingerprint;
  }

  List<Route<?>> routes() {
    return List.of(
        new Route<>(GET, SETUP, Contract.anybody(), this::state),
        new Route<>(
            POST, SETUP, Contract.anybody().body(SMALL_BODY).refuses(403, 409), this::take));
  }

  private Answer state(Call<Head> call) throws Fault, IOException {
    return new Answer.Json(new Forms.SetupState(accounts.firstSeat().isFree(), fingerprint));
  }

  private Answer take(Call<Head> call) throws Fault, IOException, InterruptedException {
    Forms.Setup form = call.json(Forms.Setup.class);
    UserName name = Call.parse(Json.require(form.user(), "user"), UserName::new);
    String password = Json.require(form.password(), "password");
    accounts
        .firstSeat()
        .take(
            new FirstSeat.Taking(Json.require(form.code(), "code"), name, password),
            call.address());
    return SessionRoutes.ofBrowser(
        accounts, accounts.sessions().signIn(name, password, call.address(), new Stay.Browser()));
  }
}
