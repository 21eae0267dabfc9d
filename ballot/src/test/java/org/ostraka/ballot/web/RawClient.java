package org.ostraka.ballot.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.Identity;
import org.ostraka.web.FaultJson;
import org.ostraka.web.Route;

/**
 * A caller that sends whatever it is told, and sees to it that each answer is one that the table of
 * routes gives.
 */
final class RawClient implements AutoCloseable {
  private final Polis polis;
  private final HttpClient client;

  RawClient(Polis polis, Identity identity) {
    this(polis, identity.sslContext());
  }

  RawClient(Polis polis, SSLContext context) {
    this.polis = polis;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(context)
            .sslParameters(Identity.clientParameters())
            .build();
  }

  /** An answer with its body as text. */
  record Result(int status, String body) {
    /** The code of the fault. */
    String error() {
      return FaultJson.read(
              new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
              () -> Fault.of(FaultKind.BROKEN, "no fault: " + body))
          .code();
    }
  }

  Result get(String path) throws Exception {
    return send("GET", path, BodyPublishers.noBody());
  }

  Result post(String path, String body) throws Exception {
    return send("POST", path, BodyPublishers.ofString(body));
  }

  Result post(String path, byte[] body) throws Exception {
    return send("POST", path, BodyPublishers.ofByteArray(body));
  }

  Result send(String method, String path, BodyPublisher body) throws Exception {
    URI uri = URI.create("https://" + polis.address() + path);
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(uri).method(method, body).build(), BodyHandlers.ofString());
    requireDeclared(method, path, response.statusCode());
    return new Result(response.statusCode(), response.body());
  }

  private void requireDeclared(String method, String path, int status) {
    List<Route<?>> matching =
        polis.api().routes().stream().filter(route -> matches(route, method, path)).toList();
    if (!matching.isEmpty()) {
      assertThat(matching.getFirst().statuses()).as("%s %s", method, path).contains(status);
    }
  }

  private static boolean matches(Route<?> route, String method, String path) {
    String pattern = route.path().replace("{election}", "[^/?]+").replace("{part}", "[^/?]+");
    return route.verb().name().equals(method) && path.matches(pattern + "(\\?.*)?");
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
