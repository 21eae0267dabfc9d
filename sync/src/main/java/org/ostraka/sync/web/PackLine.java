package org.ostraka.sync.web;

import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.web.FaultJson;

/**
 * The way on which packs of chunks travel. Each call blocks its thread, which ought to be a virtual
 * one, and ends when that is interrupted.
 *
 * <p>Helidon's client, because the JDK's passes every record through queues, and makes so many
 * buffers of a gigabyte that the receiving desk spent a third of its time collecting them.
 */
final class PackLine implements Closeable {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HubConnection hub;
  private final String token;
  private final Http1Client client;

  PackLine(HubConnection hub, HubAddress address, String token) {
    this.hub = hub;
    this.token = token;
    this.client =
        Http1Client.builder()
            .baseUri(address.uri(""))
            .tls(
                Tls.builder()
                    .sslContext(HubTls.clientContext(address.fingerprint()))
                    .sslParameters(HubTls.parameters())
                    .build())
            .connectTimeout(CONNECT)
            .readTimeout(HubConnection.PATIENCE)
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
      // The hub ends what was idle for long, which is noticed here only: chunks may be sent twice.
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
            .path(path)
            .skipUriEncoding(true)
            .sendExpectContinue(false)
            .header(HeaderNames.AUTHORIZATION, "Bearer " + token)
            .header(HeaderNames.CONTENT_LENGTH, Long.toString(length));
    try (HttpClientResponse response =
        request.outputStream(out -> {
          body.writeTo(out);
          out.close();
        })) {
      int status = response.status().code();
      if (status != 200) {
        throw FaultJson.read(response.inputStream(), () -> hub.stranger(status));
      }
      receiver.receive(response.inputStream());
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
    client.closeResource();
  }
}
