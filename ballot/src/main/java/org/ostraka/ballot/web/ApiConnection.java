package org.ostraka.ballot.web;

import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.webclient.api.ClientConnection;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.HostPort;
import org.ostraka.base.identity.Identity;
import org.ostraka.web.FaultJson;
import org.ostraka.web.KeptConnections;

/**
 * The way to one ballot server's interface: HTTP/1.1 over TLS 1.3, on connections that stay. With
 * Helidon's client a ballot costs two thirds of the processor time that it costs with the JDK's.
 */
final class ApiConnection implements Closeable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private static final Duration REST = Duration.ofSeconds(2);

  /** For what a server does at once. */
  static final Duration SHORT = Duration.ofSeconds(30);

  /** For what reads all ballots, or waits for other servers. */
  static final Duration LONG = Duration.ofHours(1);

  private static final byte[] NOTHING = {};

  private final ServerId server;
  private final String base;
  private final Http1Client client;
  private final KeptConnections connections;
  private final Unreachable unreachable;

  ApiConnection(ServerId server, HostPort address, Identity identity) {
    this.server = server;
    this.base = "https://" + address;
    this.unreachable = new Unreachable(server, address);
    Tls tls = tls(identity);
    this.connections = new KeptConnections(address, tls, CONNECT, REST);
    this.client =
        Http1Client.builder()
            .tls(tls)
            .proxy(Proxy.noProxy())
            .followRedirects(false)
            .shareConnectionCache(false)
            .servicesDiscoverServices(false)
            .build();
  }

  private static Tls tls(Identity identity) {
    return Tls.builder()
        .sslContext(identity.sslContext())
        .sslParameters(Identity.clientParameters())
        .build();
  }

  ServerId server() {
    return server;
  }

  /** What an answer is made of. */
  @FunctionalInterface
  interface Receiver<T> {
    T receive(Headers headers, InputStream body) throws IOException;
  }

  /** Asks; {@code path} is written as in a URL, with its query. */
  byte[] get(String path, Duration patience) throws Fault, IOException, InterruptedException {
    return get(path, patience, (headers, body) -> body.readAllBytes());
  }

  /**
   * Asks, and receives the answer as it comes.
   *
   * @throws Fault as the server gave it; UNAVAILABLE if it cannot be reached, UNAUTHENTICATED if
   *     one end does not accept the other's certificate
   */
  <T> T get(String path, Duration patience, Receiver<T> receiver)
      throws Fault, IOException, InterruptedException {
    return exchange(request(Method.GET, path, patience), Http1ClientRequest::request, receiver);
  }

  /** Has something done that needs no body. */
  byte[] post(String path, Duration patience) throws Fault, IOException, InterruptedException {
    return post(path, NOTHING, patience);
  }

  /** Has something done. */
  byte[] post(String path, byte[] content, Duration patience)
      throws Fault, IOException, InterruptedException {
    return exchange(
        request(Method.POST, path, patience),
        request -> request.submit(content),
        (headers, body) -> body.readAllBytes());
  }

  /** Has something done with a file. */
  byte[] post(String path, Path content, Duration patience)
      throws Fault, IOException, InterruptedException {
    Http1ClientRequest head =
        request(Method.POST, path, patience)
            .sendExpectContinue(false)
            .header(HeaderNames.CONTENT_LENGTH, Long.toString(Files.size(content)));
    return exchange(
        head,
        request ->
            request.outputStream(out -> {
              Files.copy(content, out);
              out.close();
            }),
        (headers, body) -> body.readAllBytes());
  }

  private Http1ClientRequest request(Method method, String path, Duration patience) {
    return client.method(method).uri(URI.create(base + path)).readTimeout(patience);
  }

  /** Sends a request with its body. */
  private interface Sender {
    HttpClientResponse send(Http1ClientRequest request);
  }

  private <T> T exchange(Http1ClientRequest request, Sender sender, Receiver<T> receiver)
      throws Fault, IOException, InterruptedException {
    try (HttpClientResponse response = send(request, sender)) {
      int status = response.status().code();
      if (status != 200) {
        throw FaultJson.read(response.inputStream(), () -> stranger(status));
      }
      return receiver.receive(response.headers(), response.inputStream());
    } catch (RuntimeException e) {
      // A server that hung up on one connection has most likely hung up on all.
      connections.drop();
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while asking server " + server);
      }
      throw unreachable.fault(e);
    }
  }

  private HttpClientResponse send(Http1ClientRequest request, Sender sender) {
    ClientConnection connection = connections.take();
    try {
      return sender.send(request.connection(connection));
    } catch (RuntimeException e) {
      connection.closeResource();
      throw e;
    }
  }

  private static Fault stranger(int status) {
    return new Fault(
        FaultKind.BROKEN,
        "not-a-ballot-server",
        "HTTP status %d without a fault that is known: is this a ballot server's address?"
            .formatted(status));
  }

  /** Closes the connections that no request is using. */
  @Override
  public void close() {
    connections.close();
    client.closeResource();
  }
}
