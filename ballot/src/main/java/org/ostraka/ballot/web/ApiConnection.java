package org.ostraka.ballot.web;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.HostPort;
import org.ostraka.base.identity.Identity;

/** The way to one ballot server's interface: HTTP/1.1 over TLS 1.3, on connections that stay. */
final class ApiConnection implements Closeable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** For what a server does at once. */
  static final Duration SHORT = Duration.ofSeconds(30);

  /** For what reads all ballots, or waits for other servers. */
  static final Duration LONG = Duration.ofHours(1);

  private final ServerId server;
  private final HostPort address;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;

  ApiConnection(ServerId server, HostPort address, Identity identity) {
    this.server = server;
    this.address = address;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .sslContext(identity.sslContext())
            .sslParameters(Identity.clientParameters())
            .executor(threads)
            .build();
  }

  ServerId server() {
    return server;
  }

  HostPort address() {
    return address;
  }

  /** A request to this server; {@code path} is written as in the URL, with its query. */
  HttpRequest.Builder request(String path, Duration timeout) {
    return HttpRequest.newBuilder(URI.create("https://" + address + path)).timeout(timeout);
  }

  /** Asks, and gives the answer's body. */
  byte[] bytes(HttpRequest request) throws Fault, IOException, InterruptedException {
    return send(request, BodyHandlers.ofByteArray()).body();
  }

  /** Asks for a JSON object of this form. */
  <T> T json(HttpRequest request, Class<T> form) throws Fault, IOException, InterruptedException {
    return Json.answer(bytes(request), form);
  }

  /** An answer that is no fault. */
  record Received<T>(HttpHeaders headers, T body) {}

  /**
   * Asks.
   *
   * @throws Fault as the server gave it; UNAVAILABLE if it cannot be reached, UNAUTHENTICATED if
   *     one end does not accept the other's certificate
   */
  <T> Received<T> send(HttpRequest request, BodyHandler<T> body)
      throws Fault, IOException, InterruptedException {
    HttpResponse<Reply<T>> response;
    try {
      response = client.send(request, head -> Reply.subscriber(head, body));
    } catch (IOException e) {
      throw unreachable(request, e);
    }
    return switch (response.body()) {
      case Reply.Done<T> done -> new Received<>(response.headers(), done.body());
      case Reply.Refused<T> refused -> throw refused.toFault();
    };
  }

  private Fault unreachable(HttpRequest request, IOException failure) {
    return switch (failure) {
      case HttpConnectTimeoutException _ -> down("does not answer", failure);
      case HttpTimeoutException _ -> late(request, failure);
      case ConnectException _ -> down("cannot be reached", failure);
      case SSLException _ -> distrusted(failure);
      default -> broken(failure);
    };
  }

  private Fault down(String what, IOException failure) {
    return new Fault(
        FaultKind.UNAVAILABLE,
        "server-unreachable",
        "server %s at %s %s: start it (ostraka ballot up), or use another with --server"
            .formatted(server, address, what),
        failure);
  }

  private Fault late(HttpRequest request, IOException failure) {
    return new Fault(
        FaultKind.UNAVAILABLE,
        "server-late",
        "server %s at %s did not answer within %d s: whether it did what was asked is not known; ask again or look at its log"
            .formatted(server, address, request.timeout().map(Duration::toSeconds).orElse(0L)),
        failure);
  }

  private Fault distrusted(IOException failure) {
    return new Fault(
        FaultKind.UNAUTHENTICATED,
        "certificate-refused",
        "server %s at %s and this process do not accept each other's certificates (%s): use those of one organisation, not expired"
            .formatted(server, address, failure.getMessage()),
        failure);
  }

  private Fault broken(IOException failure) {
    return new Fault(
        FaultKind.UNAVAILABLE,
        "connection-broken",
        "the connection to server %s at %s broke (%s): whether it did what was asked is not known; ask again"
            .formatted(server, address, failure.getMessage()),
        failure);
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    client.shutdownNow();
    client.close();
    threads.close();
  }
}
