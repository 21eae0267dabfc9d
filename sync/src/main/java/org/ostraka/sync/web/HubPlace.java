package org.ostraka.sync.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.base.Fault;
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
  public interface Guests {

    /** Nobody. */
    Guests NONE = (hub, doors) -> List.of();

    /** Their routes, which these doors lead to. */
    List<Route<?>> routes(Hub hub, HubDoors doors);

    /**
     * Passes if they can do their work.
     *
     * @throws Fault UNAVAILABLE that says why not
     */
    default void requireHealthy() throws Fault, IOException, InterruptedException {}

    /** What a monitor is told of them, in the form of Prometheus. */
    default String metrics() throws Fault, IOException, InterruptedException {
      return "";
    }
  }

  /** A hub with pages and nobody beside it. */
  public static HubPlace of(HostPort address, List<String> hosts, Pages pages) {
    return new HubPlace(address, hosts, pages, Guests.NONE);
  }

  /** A hub that has neither names nor pages. */
  public static HubPlace of(HostPort address) {
    return of(address, List.of(), Pages.none());
  }

  /** What is served there; the fingerprint is that of the certificate which is shown. */
  Site site(Hub hub, MonitorToken token, String fingerprint) {
    HubMetrics metrics = new HubMetrics(hub);
    List<Route<?>> routes = new ArrayList<>(HubApi.routes(hub, fingerprint));
    routes.addAll(new MonitorRoutes(hub, guests, metrics, token).routes());
    routes.addAll(guests.routes(hub, new HubDoors(hub.accounts().sessions())));
    return new Site(routes, pages, new HubCustoms(metrics));
  }
}
