package org.ostraka.app.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ostraka.base.HostPort;
import org.ostraka.sync.web.HubServer;
import org.ostraka.sync.web.HubTls;

/**
 * A visit to a hub as a browser makes it that never was there: each on a connection of its own, the
 * first page, and all modules that it leads to.
 */
final class FirstVisit {

  /** What a module names of others, and a page of its first one. */
  private static final Pattern MODULE =
      Pattern.compile("(?:from |import |src=)['\"]((?:\\.{1,2}|/console)/[^'\"]+\\.js)['\"]");

  private final HubServer hub;
  private final Set<URI> seen = new LinkedHashSet<>();

  FirstVisit(HubServer hub) {
    this.hub = hub;
  }

  void make() throws IOException, InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(HubTls.clientContext(hub.fingerprint()))
            .sslParameters(HubTls.parameters())
            .build()) {
      see(client, URI.create("https://" + new HostPort("127.0.0.1", hub.port()) + "/"));
    }
  }

  private void see(HttpClient client, URI page) throws IOException, InterruptedException {
    if (!seen.add(page)) {
      return;
    }
    HttpRequest request = HttpRequest.newBuilder(page).header("Sec-Fetch-Site", "none").build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("%s: status %d".formatted(page, answer.statusCode()));
    }
    Matcher modules = MODULE.matcher(answer.body());
    while (modules.find()) {
      see(client, page.resolve(modules.group(1)));
    }
  }
}
