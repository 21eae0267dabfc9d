package org.ostraka.sync.web;

import java.util.List;
import org.ostraka.base.HostPort;
import org.ostraka.web.Pages;

/**
 * Where a hub is found, and what it shows there.
 *
 * @param address where to listen; port 0 takes any free one
 * @param hosts names for the certificate, where it is made now; desks do not need them
 * @param pages for browsers
 */
public record HubPlace(HostPort address, List<String> hosts, Pages pages) {

  /** Copies the names. */
  public HubPlace {
    hosts = List.copyOf(hosts);
  }

  /** A hub that has neither names nor pages. */
  public static HubPlace of(HostPort address) {
    return new HubPlace(address, List.of(), Pages.none());
  }
}
