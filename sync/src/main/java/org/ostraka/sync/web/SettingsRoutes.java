package org.ostraka.sync.web;

import static org.ostraka.sync.web.HubCalls.actor;
import static org.ostraka.sync.web.SessionRoutes.SMALL_BODY;
import static org.ostraka.web.Verb.GET;
import static org.ostraka.web.Verb.PUT;

import java.io.IOException;
import java.util.List;
import org.ostraka.base.Fault;
import org.ostraka.sync.account.KeptSettings;
import org.ostraka.sync.account.Session;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Contract;
import org.ostraka.web.Route;

/** What an administrator decides for everybody: looked at, and changed. */
final class SettingsRoutes {
  private static final String SETTINGS = "/api/v1/settings";

  private final KeptSettings settings;
  private final HubDoors doors;

  SettingsRoutes(KeptSettings settings, HubDoors doors) {
    this.settings = settings;
    this.doors = doors;
  }

  List<Route<?>> routes() {
    Contract<Session> admin = doors.administrator();
    return List.of(
        new Route<>(GET, SETTINGS, admin, this::look),
        new Route<>(PUT, SETTINGS, admin.body(SMALL_BODY), this::change));
  }

  private Answer look(Call<Session> call) {
    return new Answer.Json(CareForms.SettingsJson.of(settings.current()));
  }

  private Answer change(Call<Session> call) throws Fault, IOException {
    settings.change(actor(call), call.json(CareForms.SettingsJson.class).settings());
    return Answer.done();
  }
}
