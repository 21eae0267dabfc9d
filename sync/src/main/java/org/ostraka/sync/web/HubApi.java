package org.ostraka.sync.web;

import java.util.ArrayList;
import java.util.List;
import org.ostraka.sync.hub.Hub;
import org.ostraka.web.Route;

/** The table of a hub's routes, which docs/api/sync-openapi.yaml describes. */
final class HubApi {

  private HubApi() {}

  static List<Route<?>> routes(Hub hub, String fingerprint) {
    HubDoors doors = new HubDoors(hub.accounts().sessions());
    List<Route<?>> routes = new ArrayList<>(new SessionRoutes(hub.accounts(), doors).routes());
    routes.addAll(new SetupRoutes(hub.accounts(), fingerprint).routes());
    routes.addAll(new AccountRoutes(hub.accounts(), doors).routes());
    routes.addAll(new SettingsRoutes(hub.accounts().settings(), doors).routes());
    routes.addAll(new RepositoryRoutes(hub, doors).routes());
    routes.addAll(new VerifyRoutes(hub, doors).routes());
    routes.addAll(new RightRoutes(hub, doors).routes());
    routes.addAll(new SyncRoutes(hub, doors).routes());
    routes.addAll(new FileRoutes(hub, doors).routes());
    routes.addAll(new EventRoutes(hub, doors).routes());
    routes.addAll(new LinkRoutes(hub, doors).routes());
    return List.copyOf(routes);
  }
}
