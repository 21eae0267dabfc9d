package org.ostraka.sync.web;

import static org.ostraka.sync.web.HubCalls.actor;
import static org.ostraka.sync.web.HubCalls.repository;
import static org.ostraka.web.Verb.DELETE;
import static org.ostraka.web.Verb.GET;
import static org.ostraka.web.Verb.POST;

import java.io.IOException;
import java.util.List;
import org.ostraka.base.Fault;
import org.ostraka.sync.account.Session;
import org.ostraka.sync.hub.Hub;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Contract;
import org.ostraka.web.Route;

/** The checking of a repository: begun, looked at, ended. */
final class VerifyRoutes {
  static final String VERIFY = RepositoryRoutes.REPOSITORY + "/verify";

  private final Hub hub;
  private final HubDoors doors;

  VerifyRoutes(Hub hub, HubDoors doors) {
    this.hub = hub;
    this.doors = doors;
  }

  List<Route<?>> routes() {
    Contract<Session> admin = doors.administrator();
    return List.of(
        new Route<>(POST, VERIFY, admin.refuses(409), this::begin),
        new Route<>(GET, VERIFY, admin, this::report),
        new Route<>(DELETE, VERIFY, admin, this::end));
  }

  private Answer begin(Call<Session> call) throws Fault, IOException {
    hub.verify(actor(call), repository(call));
    return Answer.done();
  }

  private Answer report(Call<Session> call) throws Fault {
    return new Answer.Json(CareForms.CheckupJson.of(hub.checkup(repository(call))));
  }

  private Answer end(Call<Session> call) throws Fault {
    hub.endCheckup(repository(call));
    return Answer.done();
  }
}
