package org.ostraka.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a browser gets, what it may do with it, and what nobody gets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PagesTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private WebServer server;

  @BeforeAll
  void start() {
    Pages pages = new Pages(PagesTest.class.getClassLoader(), "org/ostraka/web/site");
    HttpRouting.Builder routing = new PageRoutes(pages).in(HttpRouting.builder());
    server =
        WebServer.builder()
            .featuresDiscoverServices(false)
            .shutdownHook(false)
            .host("127.0.0.1")
            .port(0)
            .routing(routing.any((_, response) -> response.status(404).send("nothing here")))
            .build()
            .start();
  }

  @AfterAll
  void stop() {
    server.stop();
    client.shutdownNow();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void theFrontPageStandsAtTheRootAndAtTheConsole() throws Exception {
    HttpResponse<String> root = get("/");
    assertThat(root.statusCode()).isEqualTo(200);
    assertThat(header(root, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(get("/console/").body()).isEqualTo(root.body());
  }

  @Test
  void headAsksForTheHeadersAlone() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
            .HEAD()
            .build();
    HttpResponse<String> head = client.send(request, BodyHandlers.ofString());
    assertThat(head.statusCode()).isEqualTo(200);
    for (String name : List.of("ETag", "Content-Length", "Content-Type", "Cache-Control")) {
      assertThat(header(head, name)).as(name).isEqualTo(header(get("/"), name)).isNotEmpty();
    }
    assertThat(head.body()).isEmpty();
  }

  @Test
  void filesHaveTheirTypesAndAreNotGuessedAt() throws Exception {
    HttpResponse<String> script = get("/console/sub/app.js");
    assertThat(script.body()).contains("answer");
    assertThat(header(script, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(header(script, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(script, "Referrer-Policy")).isEqualTo("no-referrer");
  }

  @Test
  void onlyOurScriptsRun() throws Exception {
    for (String path : List.of("/", "/console/sub/app.js")) {
      assertThat(header(get(path), "Content-Security-Policy"))
          .as(path)
          .startsWith("default-src 'none';")
          .contains("script-src 'self';")
          .doesNotContain("unsafe");
    }
  }

  /** What it imports, from beside it and from a library, comes with it; nothing else is given. */
  @Test
  void aModuleComesWithAllThatItImports() throws Exception {
    assertThat(get("/console/sub/app.js").body())
        .contains("'org/ostraka/web/site/sub/answers.js': () => {")
        .contains("'META-INF/resources/webjars/some__thing/1.2.0/inner/thing.js': () => {")
        .doesNotContain("export ");
    assertThat(get("/console/sub/none.js").statusCode()).isEqualTo(404);
    assertThat(get("/lib/@some/thing/inner/thing.js").statusCode()).isEqualTo(404);
  }

  @Test
  void itIsPackedForWhoeverTakesThat() throws Exception {
    HttpResponse<String> plain = get("/console/sub/app.js");
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/console/sub/app.js"))
            .header("Accept-Encoding", "br, gzip;q=0.5")
            .build();
    HttpResponse<byte[]> packed = client.send(request, BodyHandlers.ofByteArray());
    assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(packed.headers().firstValue("ETag"))
        .isNotEqualTo(plain.headers().firstValue("ETag"));
    assertThat(packed.headers().firstValue("Vary")).contains("Accept-Encoding");
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(plain.body());
    }
    for (String refused : List.of("gzip;q=0", "identity", "br")) {
      HttpResponse<String> answer = get("/console/sub/app.js", "Accept-Encoding", refused);
      assertThat(answer.body()).as(refused).isEqualTo(plain.body());
    }
  }

  @Test
  void whatTheBrowserHasIsNotSentAgain() throws Exception {
    String tag = header(get("/console/sub/app.js"), "ETag");
    HttpResponse<String> again = get("/console/sub/app.js", "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(again, "Cache-Control")).as("kept, and asked for").isEqualTo("no-cache");
    assertThat(get("/console/sub/app.js", "If-None-Match", "\"other\"").statusCode())
        .isEqualTo(200);
  }

  @Test
  void noPathLeadsOutOfTheFolder() throws Exception {
    for (String path :
        List.of(
            "/console/../outside.txt",
            "/console/%2e%2e/outside.txt",
            "/console/..%2foutside.txt",
            "/console/sub/..%2f..%2foutside.txt",
            "/console/sub%5c..%5c..%5coutside.txt",
            "/console/sub/app.js%00.txt",
            "/console/.hidden.txt",
            "/console/sub",
            "/console/sub/",
            "/console/notes.secret",
            "/console/" + "a/".repeat(12) + "a.js",
            "/console/" + "a".repeat(300) + ".js",
            "/console/PagesTest.class")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
  }
}
