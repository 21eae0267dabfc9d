package org.ostraka.web;

import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.HostPort;

/** A port at which a site is served over TLS. */
public final class HttpsServer implements Closeable {

  /** Longer than clients keep an idle connection, so that they end it first. */
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private final Site site;
  private final WebServer server;

  private HttpsServer(HostPort address, TlsTerms tls, Site site) {
    Customs customs = site.customs();
    this.site = site;
    this.server =
        WebServer.builder()
            .featuresDiscoverServices(false)
            .shutdownHook(false)
            .address(address.resolve().getAddress())
            .port(address.port())
            .tls(tls(tls))
            .maxTcpConnections(customs.limits().connections())
            .maxConcurrentRequests(customs.limits().requests())
            .connectionOptions(
                SocketOptions.builder().readTimeout(SILENCE).tcpNoDelay(true).build())
            .shutdownGracePeriod(customs.grace())
            .directHandlers(faults())
            .routing(new Dispatcher(site.routes(), customs).routing(site.pages()))
            .build();
  }

  private static Tls tls(TlsTerms terms) {
    return Tls.builder()
        .sslContext(new WideContext(terms.context()))
        .sslParameters(terms.parameters())
        .build();
  }

  /**
   * Starts to serve.
   *
   * @param address where to listen; port 0 takes any free one
   * @throws Fault UNAVAILABLE if the address cannot be listened at
   */
  public static HttpsServer start(HostPort address, TlsTerms tls, Site site) throws Fault {
    HttpsServer server = new HttpsServer(address, tls, site);
    try {
      server.server.start();
      return server;
    } catch (RuntimeException e) {
      throw new Fault(
          FaultKind.UNAVAILABLE,
          "cannot-listen",
          "cannot listen at %s: another process may use that port (%s)"
              .formatted(address, rootMessage(e)),
          e);
    }
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

  /** The table that is served. */
  public List<Route<?>> routes() {
    return site.routes();
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
