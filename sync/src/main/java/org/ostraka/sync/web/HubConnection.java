package org.ostraka.sync.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.ProgramVersion;
import org.ostraka.web.FaultJson;
import org.ostraka.web.Json;

/** The way to one hub's interface: HTTP/1.1 over TLS 1.3, on connections that stay. */
final class HubConnection implements Closeable {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** For what a hub does at once, and for bulk on slow lines. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HubAddress hub;
  private final String token;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;

  /**
   * A way that is not opened before it is needed.
   *
   * @param token of a session or a desk; empty for signing in
   */
  HubConnection(HubAddress hub, String token) {
    this.hub = hub;
    this.token = token;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .sslContext(HubTls.clientContext(hub.fingerprint()))
            .sslParameters(HubTls.parameters())
            .executor(threads)
            .build();
  }

  HubAddress hub() {
    return hub;
  }

  /** Asks for a JSON object of this form, bringing another, or nothing where that is empty. */
  <T> T json(String method, String path, Object body, Class<T> form)
      throws Fault, IOException, InterruptedException {
    BodyPublisher publisher =
        body instanceof String text && text.isEmpty()
            ? BodyPublishers.noBody()
            : BodyPublishers.ofByteArray(Json.bytes(body));
    try (InputStream answer = open(method, path, publisher, PATIENCE)) {
      return Json.answer(answer, form);
    }
  }

  /** Asks and gives the answer's body, which the caller closes. */
  InputStream open(String method, String path, BodyPublisher body, Duration timeout)
      throws Fault, IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(hub.uri(path))
            .timeout(timeout)
            .header("Authorization", "Bearer " + token)
            .header("User-Agent", ProgramVersion.OWN.userAgent())
            .method(method, body)
            .build();
    HttpResponse<InputStream> response;
    try {
      response = client.send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw unreachable(e);
    }
    if (response.statusCode() == 200) {
      return response.body();
    }
    throw refusal(response);
  }

  private Fault refusal(HttpResponse<InputStream> response) throws IOException {
    try (InputStream body = response.body()) {
      return FaultJson.read(body, () -> stranger(response.statusCode()));
    }
  }

  Fault stranger(int status) {
    return new Fault(
        FaultKind.BROKEN,
        "not-a-hub",
        "HTTP status %d from %s without a fault that is known: is this a hub's address?"
            .formatted(status, hub.address()));
  }

  /** What a failure of the network means to people. */
  Fault unreachable(IOException failure) {
    return switch (failure) {
      case HttpConnectTimeoutException _, ConnectException _ ->
          fault("hub-unreachable", "the hub at %s cannot be reached", failure);
      case HttpTimeoutException _, SocketTimeoutException _ ->
          fault("hub-late", "the hub at %s does not answer in time", failure);
      case SSLException _ -> distrusted(failure);
      default ->
          fault(
              "connection-broken",
              "the connection to the hub at %s broke (" + safe(failure) + ")",
              failure);
    };
  }

  private static String safe(IOException failure) {
    return String.valueOf(failure.getMessage()).replace("%", "");
  }

  private Fault fault(String code, String message, IOException failure) {
    return new Fault(FaultKind.UNAVAILABLE, code, message.formatted(hub.address()), failure);
  }

  private Fault distrusted(IOException failure) {
    Throwable root = failure;
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    boolean other = String.valueOf(root.getMessage()).contains("fingerprint");
    return other
        ? new Fault(
            FaultKind.UNAUTHENTICATED,
            "other-hub",
            "%s is not the hub that was expected: %s; sign in again if it was set up anew"
                .formatted(hub.address(), root.getMessage()),
            failure)
        : fault("connection-broken", "the connection to the hub at %s broke", failure);
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    client.shutdownNow();
    client.close();
    threads.close();
  }

  /** A path's part or a query's value as a URL has it. */
  static String encode(Object value) {
    return URLEncoder.encode(value.toString(), UTF_8).replace("+", "%20");
  }
}
