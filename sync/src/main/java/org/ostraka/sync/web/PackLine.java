package org.ostraka.sync.web;

import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.api.ClientConnection;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.web.FaultJson;
import org.ostraka.web.KeptConnections;

/**
 * The way on which packs of chunks travel. Each call blocks its thread, which ought to be a virtual
 * one, and ends when that is interrupted.
 *
 * <p>Helidon's client, because the JDK's passes every record through queues, and makes so many
 * buffers of a gigabyte that the receiving desk spent a third of its time collecting them.
 */
final class PackLine implements Closeable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration REST = Duration.ofSeconds(5);

  private final HubConnection hub;
  private final String token;
  private final String base;
  private final Http1Client client;
  private final KeptConnections connections;

  PackLine(HubConnection hub, HubAddress address, String token) {
    this.hub = hub;
    this.token = token;
    this.base = "https://" + address.address();
    Tls tls =
        Tls.builder()
            .sslContext(HubTls.clientContext(address.fingerprint()))
            .sslParameters(HubTls.parameters())
            .build();
    this.connections = new KeptConnections(address.address(), tls, CONNECT, REST);
    this.client =
        Http1Client.builder()
            .tls(tls)
            .proxy(Proxy.noProxy())
            .followRedirects(false)
            .shareConnectionCache(false)
            .servicesDiscoverServices(false)
            .build();
  }

  /** What is sent; it may be asked for once more if the connection was an old one. */
  @FunctionalInterface
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /** What an answer is made of; called once more from the beginning if the answer broke off. */
  @FunctionalInterface
  interface Receiver {
    void receive(InputStream answer) throws IOException, Fault;
  }

  /**
   * Sends a body of this length and hands the answer over.
   *
   * @throws Fault as the hub gave it; UNAVAILABLE if it cannot be reached
   */
  void post(String path, long length, Body body, Receiver receiver)
      throws Fault, IOException, InterruptedException {
    try {
      attempt(path, length, body, receiver);
    } catch (RuntimeException | IOException first) {
      requireNotInterrupted();
      // The hub may have hung up meanwhile, which is noticed here only: chunks may be sent twice.
      connections.drop();
      try {
        attempt(path, length, body, receiver);
      } catch (RuntimeException again) {
        requireNotInterrupted();
        throw hub.unreachable(networkFailure(again));
      }
    }
  }

  private static void requireNotInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while a pack travelled");
    }
  }

  private void attempt(String path, long length, Body body, Receiver receiver)
      throws Fault, IOException {
    Http1ClientRequest request =
        client
            .method(Method.POST)
            .uri(URI.create(base + path))
            .readTimeout(HubConnection.PATIENCE)
            .sendExpectContinue(false)
            .header(HeaderNames.AUTHORIZATION, "Bearer " + token)
            .header(HeaderNames.CONTENT_LENGTH, Long.toString(length));
    try (HttpClientResponse response = send(request, body)) {
      int status = response.status().code();
      if (status != 200) {
        throw FaultJson.read(response.inputStream(), () -> hub.stranger(status));
      }
      receiver.receive(response.inputStream());
    }
  }

  private HttpClientResponse send(Http1ClientRequest request, Body body) {
    ClientConnection connection = connections.take();
    try {
      return request
          .connection(connection)
          .outputStream(out -> {
            body.writeTo(out);
            out.close();
          });
    } catch (RuntimeException e) {
      connection.closeResource();
      throw e;
    }
  }

  private static IOException networkFailure(RuntimeException failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException found) {
        return found;
      }
    }
    return new IOException("no answer", failure);
  }

  /** Closes the connections that nothing is using. */
  @Override
  public void close() {
    connections.close();
    client.closeResource();
  }
}
