package org.ostraka.sync.web;

import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.HostPort;
import org.ostraka.base.identity.Identity;
import org.ostraka.sync.hub.Hub;
import org.ostraka.web.PageRoutes;
import org.ostraka.web.Pages;

/**
 * The HTTPS interface of a hub: TLS 1.3 with the hub's certificate; callers show a token.
 * docs/api/sync-openapi.yaml describes it.
 */
public final class HubApi implements Closeable {

  /** How long a request under way may take to end when the hub stops. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** Longer than clients keep an idle connection, so that they end it first. */
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private static final int MOST_CONNECTIONS = 10_000;
  private static final int MOST_REQUESTS = 8_000;

  private final List<Route> routes;
  private final WebServer server;

  private HubApi(HostPort address, Identity identity, Hub hub, Pages pages) {
    this.routes = routes(hub);
    Dispatcher dispatcher = new Dispatcher(routes, hub.accounts().sessions());
    this.server =
        WebServer.builder()
            .featuresDiscoverServices(false)
            .shutdownHook(false)
            .address(address.resolve().getAddress())
            .port(address.port())
            .tls(tls(identity))
            .maxTcpConnections(MOST_CONNECTIONS)
            .maxConcurrentRequests(MOST_REQUESTS)
            .connectionOptions(
                SocketOptions.builder().readTimeout(SILENCE).tcpNoDelay(true).build())
            .shutdownGracePeriod(GRACE)
            .directHandlers(faults())
            .routing(dispatcher.routing(new PageRoutes(pages)))
            .build();
  }

  /**
   * Starts to serve.
   *
   * @param address where to listen; port 0 takes any free one
   * @param pages for browsers
   * @throws Fault UNAVAILABLE if the address cannot be listened at
   */
  public static HubApi start(HostPort address, Identity identity, Hub hub, Pages pages)
      throws Fault {
    HubApi api = new HubApi(address, identity, hub, pages);
    try {
      api.server.start();
      return api;
    } catch (RuntimeException e) {
      throw new Fault(
          FaultKind.UNAVAILABLE,
          "cannot-listen",
          "cannot listen at %s: another process may use that port (%s)"
              .formatted(address, rootMessage(e)),
          e);
    }
  }

  private static List<Route> routes(Hub hub) {
    List<Route> routes = new ArrayList<>(new SessionRoutes(hub.accounts()).routes());
    routes.addAll(new AccountRoutes(hub.accounts()).routes());
    routes.addAll(new RepositoryRoutes(hub).routes());
    routes.addAll(new SyncRoutes(hub).routes());
    routes.addAll(new FileRoutes(hub).routes());
    routes.addAll(new EventRoutes(hub).routes());
    return List.copyOf(routes);
  }

  private static Tls tls(Identity identity) {
    return Tls.builder()
        .sslContext(HubTls.serverContext(identity))
        .sslParameters(HubTls.serverParameters())
        .build();
  }

  /** What is no HTTP, or breaks its rules before a route sees it. */
  private static DirectHandlers faults() {
    DirectHandler handler =
        (request, type, status, headers, message) ->
            DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .entity(Json.bytes(unread(status, message)))
                .build();
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, handler);
    }
    return handlers.build();
  }

  private static FaultJson unread(Status status, @Nullable String message) {
    FaultKind kind =
        Stream.of(FaultKind.values())
            .filter(it -> it.httpStatus() == status.code())
            .findFirst()
            .orElse(status.code() < 500 ? FaultKind.INVALID_INPUT : FaultKind.BROKEN);
    String text = message == null || message.isEmpty() ? status.reasonPhrase() : message;
    return FaultJson.of(Fault.of(kind, text));
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return String.valueOf(root.getMessage());
  }

  /** The table that docs/api/sync-openapi.yaml describes. */
  List<Route> routes() {
    return routes;
  }

  /** The port that is listened at. */
  public int port() {
    return server.port();
  }

  /** Takes no more requests, and lets those under way end. */
  @Override
  public void close() {
    server.stop();
  }
}
