package org.ostraka.sync.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.ostraka.base.HostPort;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.Content;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.Entry;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Folder;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.Verdict;
import org.ostraka.sync.account.Holder;
import org.ostraka.sync.account.Right;

/** A hub that serves over real TLS, its repository {@code docs}, and people with desks. */
final class Office implements Closeable {
  static final RepositoryName DOCS = new RepositoryName("docs");
  static final String PASSWORD = "correct horse";

  private final HubServer server;
  private final RemoteAdministration administration;
  private final HttpClient raw;
  private final Random random = new Random(42);

  Office(Path folder) throws Exception {
    server = HubServer.start(folder, HubPlace.of(new HostPort("127.0.0.1", 0)));
    administration = RemoteAdministration.local(folder);
    administration.addRepository(DOCS, Optional.empty(), 0);
    raw =
        HttpClient.newBuilder()
            .sslContext(HubTls.clientContext(server.fingerprint()))
            .sslParameters(HubTls.parameters())
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  HubServer server() {
    return server;
  }

  HubAddress address() {
    return new HubAddress(new HostPort("127.0.0.1", server.port()), server.fingerprint());
  }

  RemoteAdministration administration() {
    return administration;
  }

  void user(String name, Right right) throws Exception {
    administration.addUser(new UserName(name), PASSWORD, false);
    if (right != Right.NONE) {
      administration.grant(DOCS, "/", new Holder.OfUser(new UserName(name)), right);
    }
  }

  /** The token of a user's desk. */
  String token(String user) throws Exception {
    return HubLogin.signIn(
        address(), new UserName(user), PASSWORD, Optional.of(new DeskName("desk-of-" + user)));
  }

  /** The token of a user without a desk. */
  String session(String user) throws Exception {
    return HubLogin.signIn(address(), new UserName(user), PASSWORD, Optional.empty());
  }

  RemoteHub desk(String user) throws Exception {
    return new RemoteHub(address(), token(user));
  }

  /** Sends content and makes a file of it. */
  NodeId file(RemoteHub desk, String name, byte[] content) throws Exception {
    Chunk chunk = Chunk.of(content);
    desk.store(DOCS, List.of(chunk));
    return create(desk, name, new FileEntry(Content.of(List.of(chunk.ref())), false, 1_000));
  }

  NodeId folder(RemoteHub desk, String name) throws Exception {
    return create(desk, name, Folder.FOLDER);
  }

  private NodeId create(RemoteHub desk, String name, Entry entry) throws Exception {
    NodeId node = new NodeId(random.nextLong(), random.nextLong());
    Change create =
        new Change.Create(
            new ChangeId(random.nextLong(), random.nextLong()),
            node,
            NodeId.ROOT,
            new EntryName(name),
            entry);
    Verdict verdict = desk.change(DOCS, List.of(create)).getFirst();
    if (!(verdict instanceof Verdict.Accepted)) {
      throw new AssertionError(name + ": " + verdict);
    }
    return node;
  }

  /** What a hub answers to a request as it is. */
  record Result(int status, String body) {}

  Result send(String method, String path, String token, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        token.isEmpty()
            ? ask(method, path, body)
            : ask(method, path, body, "Authorization", "Bearer " + token);
    return new Result(response.statusCode(), response.body());
  }

  /** The whole answer to a request with these headers, names and values in turn. */
  HttpResponse<String> ask(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path))
            .method(
                method,
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body, UTF_8));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return raw.send(request.build(), BodyHandlers.ofString(UTF_8));
  }

  /** A desk's program begins to listen to the announcements, is answered, and goes away. */
  void listenAs(String token, String userAgent) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("https://127.0.0.1:" + server.port() + EventRoutes.EVENTS))
            .header("Authorization", "Bearer " + token)
            .header("User-Agent", userAgent)
            .build();
    HttpResponse<InputStream> answer = raw.send(request, BodyHandlers.ofInputStream());
    answer.body().close();
    if (answer.statusCode() != 200) {
      throw new AssertionError("the announcements: " + answer.statusCode());
    }
  }

  @Override
  public void close() throws IOException {
    raw.shutdownNow();
    raw.close();
    administration.close();
    server.close();
  }
}
