package org.ostraka.app.serve;

import static org.ostraka.web.Verb.GET;

import java.util.List;
import org.ostraka.app.RecentTroubles;
import org.ostraka.app.RecentTroubles.Trouble;
import org.ostraka.sync.account.Session;
import org.ostraka.sync.web.HubDoors;
import org.ostraka.sync.web.HubPlace;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Route;

/** What went wrong of late in this process, for administrators. */
public final class TroubleRoutes {

  /** Nobody but these routes, for a hub that is served alone. */
  public static final HubPlace.Guests ALONE = (hub, doors) -> new TroubleRoutes(doors).routes();

  private final HubDoors doors;

  TroubleRoutes(HubDoors doors) {
    this.doors = doors;
  }

  /**
   * A warning or an error.
   *
   * @param times how often it came in a row, the last time at {@code time}
   */
  record TroubleJson(long time, boolean error, String source, String message, long times) {
    static TroubleJson of(Trouble trouble) {
      return new TroubleJson(
          trouble.timeMillis(),
          trouble.error(),
          trouble.source(),
          trouble.message(),
          trouble.times());
    }
  }

  record TroubleList(List<TroubleJson> troubles) {}

  List<Route<?>> routes() {
    return List.of(new Route<>(GET, "/api/v1/troubles", doors.administrator(), this::list));
  }

  private Answer list(Call<Session> call) {
    return new Answer.Json(
        new TroubleList(RecentTroubles.OF_PROCESS.list().stream().map(TroubleJson::of).toList()));
  }
}
