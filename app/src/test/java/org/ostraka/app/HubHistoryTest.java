package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostraka.sync.NodeId.ROOT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.web.HubAddress;

/**
 * A hub's history as other people see it: Debian's {@code svn} on the repository that the hub made,
 * and on an existing server that the hub was attached to. One hub goes through everything.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HubHistoryTest {
  private static final int SECONDS = 120;
  private static final int KILLS = 3;

  @TempDir Path home;
  private final Random random = new Random(7);

  private interface Condition {
    boolean holds() throws IOException, Fault;
  }

  /** Looks again and again, a tenth of a second apart. */
  private static void await(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  @Test
  void anySvnClientReadsAndWritesBothKindsOfRepository() throws Exception {
    try (HubProcess hub = new HubProcess(home);
        Existing existing = new Existing(home.resolve("existing"))) {
      HubAddress address = hub.start();
      String password =
          hub.done("hub", "user", "add", "alice").replaceAll("(?s).*password (\\S+).*", "$1");
      hub.done("hub", "repo", "add", "docs");
      hub.done("hub", "grant", "docs", "alice", "write");
      attach(hub, existing);
      String token = HubDesk.signIn(address, "alice", password);
      String own = historyUrl(hub, "docs");
      assertThat(own).startsWith("file:///");
      try (HubDesk docs = new HubDesk(address, token, "docs");
          HubDesk work = new HubDesk(address, token, "work")) {
        await("the existing file comes", () -> work.has("/before.txt"));
        workBothWays(docs, SvnClient.checkout(own, home.resolve("copy")));
        workBothWays(work, SvnClient.checkout(existing.fileUrl(), home.resolve("work")));
      }
      assertThat(hub.json("hub status").path("repositories")).hasSize(2);
      SvnClient.verify(path(own));
      for (int kill = 0; kill < KILLS; kill++) {
        writeAndKill(hub, address, token);
        SvnClient.verify(path(own));
        SvnClient.verify(existing.repository());
        address = hub.start();
      }
      assertSame(address, token, "docs", own);
      assertSame(address, token, "work", existing.fileUrl());
      for (String repository : List.of("docs", "work")) {
        String printed = hub.done("hub", "repo", "verify", repository, "--json");
        DocumentedJson.require("hub repo verify", new ObjectMapper().readTree(printed));
      }
      hub.stop();
      assertThat(hub.done("hub", "repo", "verify", "docs")).contains("docs is sound");
      removeAndPurge(hub);
    }
  }

  private static Path path(String url) {
    return Path.of(url.substring("file://".length()));
  }

  private static String historyUrl(HubProcess hub, String repository) throws IOException {
    for (JsonNode each : hub.json("hub repo ls").path("repositories")) {
      if (each.path("name").asText().equals(repository)) {
        return each.path("historyUrl").asText();
      }
    }
    throw new AssertionError("no repository " + repository);
  }

  /** What is wrong with a server is said before anything is attached to it. */
  private void attach(HubProcess hub, Existing existing) throws IOException {
    String good = existing.url("/trunk");
    assertThat(refusal(hub, "wrong\n", good)).contains("check the user and password");
    assertThat(refusal(hub, "secret\n", existing.url("/nothing"))).contains("there is nothing");
    assertThat(refusal(hub, "secret\n", existing.url("/trunk/before.txt"))).contains("is a file");
    assertThat(refusal(hub, "secret\n", good.replace("existing", "missing")))
        .contains("there is no repository at this address");
    assertThat(refusal(hub, "secret\n", "svn://127.0.0.1:1/existing"))
        .contains("cannot be reached");
    assertThat(refusal(hub, "secret\n", "ftp://127.0.0.1/existing")).contains("svn://");
    assertThat(refusal(hub, "secret\n", historyUrl(hub, "docs"))).contains("the hub's own folder");
    HubProcess.Ended attached = addWork(hub, "secret\n", good);
    assertThat(attached.code()).as(attached.err()).isZero();
    assertThat(attached.out() + hub.done("hub", "repo", "ls")).doesNotContain("secret");
    hub.done("hub", "grant", "work", "alice", "write");
  }

  private static String refusal(HubProcess hub, String input, String url) {
    HubProcess.Ended ended = addWork(hub, input, url);
    assertThat(ended.code()).as(url).isEqualTo(1);
    assertThat(ended.err()).doesNotContain("secret");
    return ended.err();
  }

  private static HubProcess.Ended addWork(HubProcess hub, String input, String url) {
    return hub.run(
        input,
        "hub",
        "repo",
        "add",
        "work",
        "--svn",
        url,
        "--svn-user",
        "ostraka",
        "--password-stdin");
  }

  private static void workBothWays(HubDesk desk, SvnClient svn) throws Exception {
    NodeId docs = desk.folder(ROOT, "docs");
    NodeId plan = desk.file(docs, "plan.txt", "one\n");
    desk.program(docs, "run.sh", "#!/bin/sh\n");
    desk.link(docs, "link", "plan.txt");
    NodeId doomed = desk.file(ROOT, "doomed.txt", "soon gone\n");
    await("the first commit", () -> desk.historyLag() == 0);
    desk.edit(plan, "one\ntwo\n");
    desk.remove(doomed);
    await("the second commit", () -> desk.historyLag() == 0);
    desk.move(docs, ROOT, "papers");
    await("the third commit", () -> desk.historyLag() == 0);
    assertThat(svn.tree()).isEqualTo(desk.shown());
    assertThat(svn.in("log", "papers/plan.txt").lines().filter(it -> it.startsWith("r")))
        .as("history through the folder's move")
        .hasSize(3);
    assertThat(svn.in("log")).contains("alice");
    assertThat(svn.in("blame", "papers/plan.txt")).contains(" one").contains(" two");
    commitWhileTheDeskWrites(desk, svn);
    desk.catchUp();
    await("all is committed", () -> desk.historyLag() == 0);
    assertThat(svn.tree()).isEqualTo(desk.shown());
  }

  private static void commitWhileTheDeskWrites(HubDesk desk, SvnClient svn) throws Exception {
    NodeId storm = desk.folder(ROOT, "storm");
    for (int number = 0; number < 30; number++) {
      desk.file(storm, "file" + number, "text " + number);
      if (number == 10) {
        svn.in("update", "-q");
        svn.add("outside/note.txt", "from outside\n");
        svn.commit("a note");
      }
    }
    await("the outside commit comes", () -> desk.has("/outside/note.txt"));
    NodeId note = desk.at("/outside/note.txt");
    desk.edit(note, "from outside\nand inside\n");
    await("the edit is committed", () -> desk.historyLag() == 0);
    svn.in("update", "-q");
    svn.in("mv", "-q", "outside", "elsewhere");
    svn.commit("moved");
    await("the outside move comes", () -> desk.has("/elsewhere/note.txt"));
    assertThat(desk.at("/elsewhere/note.txt")).isEqualTo(note);
  }

  /** Writes until it is killed somewhere in the middle. */
  private void writeAndKill(HubProcess hub, HubAddress address, String token) throws Exception {
    try (HubDesk docs = new HubDesk(address, token, "docs");
        HubDesk work = new HubDesk(address, token, "work")) {
      NodeId first = docs.folder(ROOT, "killed" + random.nextInt());
      NodeId second = work.folder(ROOT, "killed" + random.nextInt());
      for (int number = 0; number < 60; number++) {
        docs.file(first, "f" + number, "text " + number);
        work.file(second, "f" + number, "text " + number);
      }
      // Not a wait for anything: it spreads the kills over all that a commit does.
      LockSupport.parkNanos(random.nextInt(2_000_000_000));
      hub.kill();
    }
  }

  private void assertSame(HubAddress address, String token, String repository, String url)
      throws Exception {
    try (HubDesk desk = new HubDesk(address, token, repository)) {
      await("nothing waits", () -> desk.historyLag() == 0);
      SvnClient svn = SvnClient.checkout(url, home.resolve("copy" + random.nextInt()));
      assertThat(svn.tree()).isEqualTo(desk.shown());
    }
  }

  private static void removeAndPurge(HubProcess hub) throws IOException {
    hub.done("hub", "repo", "rm", "work");
    hub.done("hub", "repo", "rm", "docs", "--purge");
    try (var kept = Files.list(hub.folder().resolve("repositories"))) {
      assertThat(kept.map(it -> it.getFileName().toString())).containsExactly("removed-work-2");
    }
  }

  /** A Subversion server that was there before the hub. */
  private static final class Existing implements AutoCloseable {
    private final Path repository;
    private final Process server;
    private final int port;

    Existing(Path repository) throws IOException {
      this.repository = repository;
      Path home = repository.resolveSibling("");
      SvnClient.run(home, "svnadmin", "create", repository.toString());
      Files.writeString(
          repository.resolve("conf/svnserve.conf"),
          "[general]\nanon-access = none\nauth-access = write\npassword-db = passwd\n");
      Files.writeString(repository.resolve("conf/passwd"), "[users]\nostraka = secret\n");
      String root = "file://" + repository.toAbsolutePath();
      SvnClient.run(home, "svn", "mkdir", "-q", "-m", "layout", root + "/trunk");
      SvnClient first = SvnClient.checkout(root + "/trunk", home.resolve("first"));
      first.add("before.txt", "was there before\n");
      first.commit("first of all");
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      String[] command = {
        "svnserve",
        "--daemon",
        "--foreground",
        "--listen-host=127.0.0.1",
        "--listen-port=" + port,
        "--root=" + home
      };
      server = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      awaitServer();
    }

    private void awaitServer() throws IOException {
      while (true) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          assertThat(socket.getInputStream().read()).isEqualTo('(');
          return;
        } catch (java.net.ConnectException e) {
          if (!server.isAlive()) {
            throw e;
          }
          LockSupport.parkNanos(5_000_000);
        }
      }
    }

    Path repository() {
      return repository;
    }

    String url(String path) {
      return "svn://127.0.0.1:" + port + "/existing" + path;
    }

    String fileUrl() {
      return "file://" + repository.toAbsolutePath() + "/trunk";
    }

    @Override
    public void close() {
      server.destroy();
      server.onExit().join();
    }
  }
}
