package org.ostraka.app.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.ostraka.app.organisation.Founding;
import org.ostraka.base.Digest;
import org.ostraka.base.HostPort;
import org.ostraka.base.identity.PinnedTrust;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Actor;

/** A node that runs it all, and people at its port. */
final class OneNodeTown implements Closeable {
  static final String PASSWORD = "correct horse";

  private final OneNode.Serving serving;
  private final HttpClient client;
  private final ObjectMapper mapper = new ObjectMapper();

  OneNodeTown(Path folder) throws Exception {
    OneNode.Settings settings =
        new OneNode.Settings(
            new HostPort("127.0.0.1", 0),
            List.of(),
            0,
            new OneNode.Ballots.Own(Founding.passingBasePort(1)));
    serving = OneNode.start(folder, settings);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    Digest certificate =
        Digest.parse(serving.hub().fingerprint().replace(":", "").toLowerCase(Locale.ROOT));
    context.init(null, new TrustManager[] {PinnedTrust.inCertificate(certificate)}, null);
    client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context).build();
  }

  OneNode.Serving serving() {
    return serving;
  }

  /** An answer, its body as text and as JSON. */
  record Result(int status, String body, JsonNode json) {}

  /** A new user, signed in; returns the token. */
  String user(String name, boolean admin) throws Exception {
    serving.hub().hub().accounts().users().add(Actor.LOCAL, new UserName(name), PASSWORD, admin);
    String form = "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD);
    return send("POST", "/api/v1/sessions", "", form).json().path("token").asText();
  }

  Result send(String method, String path, String token, String body) throws Exception {
    return send(method, path, token, body.getBytes(UTF_8));
  }

  Result send(String method, String path, String token, byte[] body) throws Exception {
    HttpResponse<byte[]> response = ask(method, path, token, body);
    String text = new String(response.body(), UTF_8);
    boolean json =
        response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
    return new Result(
        response.statusCode(), text, json ? mapper.readTree(text) : mapper.createObjectNode());
  }

  HttpResponse<byte[]> ask(String method, String path, String token, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + serving.hub().port() + path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  @Override
  public void close() throws IOException {
    client.shutdownNow();
    client.close();
    serving.close();
  }
}
