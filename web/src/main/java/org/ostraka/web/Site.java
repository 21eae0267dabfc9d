package org.ostraka.web;

import java.util.List;

/**
 * What is served at one port.
 *
 * @param routes the table, which a description in docs/api gives too
 * @param pages for browsers
 * @param customs what this interface does in its own way
 */
public record Site(List<Route<?>> routes, Pages pages, Customs customs) {

  /** Copies the table. */
  public Site {
    routes = List.copyOf(routes);
  }

  /** An interface for programs alone. */
  public static Site of(List<? extends Route<?>> routes, Customs customs) {
    return new Site(List.copyOf(routes), Pages.none(), customs);
  }
}
