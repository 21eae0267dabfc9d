package org.ostraka.ballot.web;

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.HostPort;
import org.ostraka.base.identity.Identity;

/**
 * The HTTPS interface of one ballot server: TLS 1.3, and a certificate of the organisation on both
 * ends of every connection. docs/api/ballot-openapi.yaml describes it.
 */
public final class BallotApi implements Closeable {

  /** How long a request under way may take to end when the server stops. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** Longer than clients keep an idle connection, so that they end it first. */
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private static final int MOST_CONNECTIONS = 1_000;
  private static final int MOST_REQUESTS = 512;

  private final List<Route> routes;
  private final AtomicBoolean stopping;
  private final WebServer server;

  private BallotApi(
      HostPort address,
      Identity identity,
      List<Route> routes,
      Dispatcher dispatcher,
      AtomicBoolean stopping) {
    this.routes = routes;
    this.stopping = stopping;
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
            .routing(dispatcher.routing())
            .build();
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
    List<Route> routes = routes(parts, metrics, stopping::get);
    Dispatcher dispatcher = new Dispatcher(parts.server(), routes, metrics);
    return start(new BallotApi(address, identity, routes, dispatcher, stopping), address);
  }

  /** Serves other routes, as strictly. */
  static BallotApi start(
      HostPort address, Identity identity, List<Route> routes, Dispatcher dispatcher) throws Fault {
    return start(
        new BallotApi(address, identity, routes, dispatcher, new AtomicBoolean()), address);
  }

  private static BallotApi start(BallotApi api, HostPort address) throws Fault {
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

  private static List<Route> routes(ApiParts parts, ApiMetrics metrics, BooleanSupplier stopping) {
    List<Route> routes = new ArrayList<>(new CommonRoutes(parts, metrics).routes());
    routes.addAll(new VotingRoutes(parts.server(), metrics, stopping).routes());
    routes.addAll(new OperatorRoutes(parts).routes());
    return List.copyOf(routes);
  }

  private static Tls tls(Identity identity) {
    return Tls.builder()
        .sslContext(identity.sslContext())
        .sslParameters(Identity.serverParameters())
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

  /** The table that docs/api/ballot-openapi.yaml describes. */
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
    stopping.set(true);
    server.stop();
  }
}
