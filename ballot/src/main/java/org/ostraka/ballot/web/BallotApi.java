package org.ostraka.ballot.web;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.ostraka.base.Fault;
import org.ostraka.base.HostPort;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.Peer;
import org.ostraka.web.HttpsServer;
import org.ostraka.web.Route;
import org.ostraka.web.Site;
import org.ostraka.web.TlsTerms;

/**
 * The HTTPS interface of one ballot server: TLS 1.3, and a certificate of the organisation on both
 * ends of every connection. docs/api/ballot-openapi.yaml describes it.
 */
public final class BallotApi implements Closeable {
  private final AtomicBoolean stopping;
  private final HttpsServer server;

  private BallotApi(HttpsServer server, AtomicBoolean stopping) {
    this.server = server;
    this.stopping = stopping;
  }

  /**
   * Starts to serve.
   *
   * @param address where to listen; port 0 takes any free one
   * @throws Fault UNAVAILABLE if the address cannot be listened at
   */
  public static BallotApi start(HostPort address, Identity identity, ApiParts parts) throws Fault {
    AtomicBoolean stopping = new AtomicBoolean();
    ApiMetrics metrics = new ApiMetrics(parts);
    Site site =
        Site.of(routes(parts, metrics, stopping::get), new BallotCustoms(parts.server(), metrics));
    return start(address, identity, site, stopping);
  }

  /** Serves another site, as strictly. */
  static BallotApi start(HostPort address, Identity identity, Site site) throws Fault {
    return start(address, identity, site, new AtomicBoolean());
  }

  private static BallotApi start(
      HostPort address, Identity identity, Site site, AtomicBoolean stopping) throws Fault {
    TlsTerms tls = new TlsTerms(identity.sslContext(), Identity.serverParameters());
    return new BallotApi(HttpsServer.start(address, tls, site), stopping);
  }

  private static List<Route<Peer>> routes(
      ApiParts parts, ApiMetrics metrics, BooleanSupplier stopping) {
    List<Route<Peer>> routes = new ArrayList<>(new CommonRoutes(parts, metrics).routes());
    routes.addAll(new VotingRoutes(parts.server(), metrics, stopping).routes());
    routes.addAll(new OperatorRoutes(parts).routes());
    return List.copyOf(routes);
  }

  /** The table that docs/api/ballot-openapi.yaml describes. */
  List<Route<?>> routes() {
    return server.routes();
  }

  /** The port that is listened at. */
  public int port() {
    return server.port();
  }

  /** Takes no more requests, and lets those under way end. */
  @Override
  public void close() {
    stopping.set(true);
    server.close();
  }
}
