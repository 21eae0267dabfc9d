package org.ostraka.sync.web;

import java.util.ArrayList;
import java.util.List;
import org.ostraka.base.HostPort;
import org.ostraka.sync.hub.Hub;
import org.ostraka.web.Pages;
import org.ostraka.web.Route;
import org.ostraka.web.Site;

/**
 * Where a hub is found, and what else is shown there.
 *
 * @param address where to listen; port 0 takes any free one
 * @param hosts names for the certificate, where it is made now; desks do not need them
 * @param pages for browsers
 * @param guests what is served at the same port beside the hub
 */
public record HubPlace(HostPort address, List<String> hosts, Pages pages, Guests guests) {

  /** Copies the names. */
  public HubPlace {
    hosts = List.copyOf(hosts);
  }

  /** Others whose routes are served at a hub's port, for whoever is signed in at the hub. */
  @FunctionalInterface
  public interface Guests {
    /** Their routes, which these doors lead to. */
    List<Route<?>> routes(Hub hub, HubDoors doors);
  }

  /** A hub with pages and nobody beside it. */
  public static HubPlace of(HostPort address, List<String> hosts, Pages pages) {
    return new HubPlace(address, hosts, pages, (hub, doors) -> List.of());
  }

  /** A hub that has neither names nor pages. */
  public static HubPlace of(HostPort address) {
    return of(address, List.of(), Pages.none());
  }

  Site site(Hub hub) {
    List<Route<?>> routes = new ArrayList<>(HubApi.routes(hub));
    routes.addAll(guests.routes(hub, new HubDoors(hub.accounts().sessions())));
    return new Site(routes, pages, new HubCustoms());
  }
}
