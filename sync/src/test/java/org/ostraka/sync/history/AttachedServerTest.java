package org.ostraka.sync.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ostraka.sync.NodeId.ROOT;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.NodeId;

/** A repository that exists already, on a server or in a folder. */
final class AttachedServerTest {
  @TempDir Path home;

  private final PaperHub hub = new PaperHub();
  private Path repository;
  private Process server;
  private int port;

  @BeforeEach
  void serve() throws Exception {
    repository = home.resolve("existing");
    Svn.run("svnadmin", "create", repository.toString());
    Files.writeString(
        repository.resolve("conf/svnserve.conf"),
        "[general]\nanon-access = none\nauth-access = write\npassword-db = passwd\n");
    Files.writeString(repository.resolve("conf/passwd"), "[users]\nostraka = secret\n");
    String url = Svn.fileUrl(repository);
    Svn.run("svn", "mkdir", "-q", "--parents", "-m", "layout", url + "/work/trunk", url + "/tags");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    server =
        new ProcessBuilder(
                "svnserve",
                "--daemon",
                "--foreground",
                "--listen-host=127.0.0.1",
                "--listen-port=" + port,
                "--root=" + home)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
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

  @AfterEach
  void stop() throws Exception {
    server.destroy();
    server.waitFor();
    Svn.verify(repository);
  }

  private HistoryPlace.Attached place(String password) {
    return new HistoryPlace.Attached(
        URI.create("svn://127.0.0.1:" + port + "/existing/work/trunk"), "ostraka", password);
  }

  private Svn checkout() throws Exception {
    return Svn.checkout(Svn.fileUrl(repository) + "/work/trunk", home.resolve("copy"));
  }

  @Test
  void aServerIsWrittenAndRead() throws Exception {
    Svn svn = checkout();
    svn.add("before/there.txt", "was there before\n");
    svn.commit("first of all");
    try (Writing writing =
        Writing.in(new ServerVault(place("secret")), home.resolve("state"), hub)) {
      writing.settle();
      assertThat(hub.shown()).containsEntry("/before/there.txt", "file was there before\n");
      BothWays.work(hub, writing, svn);
      assertThat(svn.in("log", "-r3:HEAD")).contains("alice: 4 changes on laptop");
      assertThat(writing.old.versions(hub.idAt("/documents/plan.txt")))
          .extracting(FileVersion::author)
          .containsExactly("alice", "carol", "alice");
    }
  }

  /** As after a crash between the server's answer and the note of it. */
  @Test
  void ownCommitsAreKnownAgain() throws Exception {
    NodeId file = hub.file(ROOT, "a.txt", "one\n");
    try (Writing writing =
        Writing.in(new ServerVault(place("secret")), home.resolve("state"), hub)) {
      writing.settle();
      hub.remove(file);
      writing.settle();
    }
    try (Writing writing =
        Writing.in(new ServerVault(place("secret")), home.resolve("lost"), hub)) {
      writing.settle();
      assertThat(writing.youngest()).isEqualTo(3);
      assertThat(writing.tree.records().prefix()).isEqualTo(2);
    }
    assertThat(hub.position()).as("nothing is taken for somebody else's").isEqualTo(2);
  }

  @Test
  void authorsAreSetWhereTheServerAllowsIt() throws Exception {
    Path hook = repository.resolve("hooks/pre-revprop-change");
    Files.writeString(hook, "#!/bin/sh\nexit 0\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    try (Writing writing =
        Writing.in(new ServerVault(place("secret")), home.resolve("state"), hub)) {
      writing.settle();
      hub.as("bob").file(ROOT, "a.txt", "one\n");
      writing.settle();
    }
    assertThat(checkout().in("log", "-q", "-r2")).contains("r2 | bob | 2030-03-01");
  }

  @Test
  void aRepositoryInAFolderIsWrittenAndRead() throws Exception {
    HistoryPlace.Attached folder =
        new HistoryPlace.Attached(URI.create(Svn.fileUrl(repository) + "/work/trunk"), "", "");
    Path state = home.resolve("state");
    var url = org.tmatesoft.svn.core.SVNURL.parseURIEncoded(folder.url().toString());
    try (Writing writing = Writing.in(LocalVault.open(url, state), state, hub)) {
      Svn svn = checkout();
      BothWays.work(hub, writing, svn);
      assertThat(svn.in("log", "-q", "-r2")).contains("r2 | alice | 2030-03-01");
    }
  }

  @Test
  void aWrongPasswordIsSaidSo() {
    assertThatThrownBy(
            () -> {
              try (Writing writing =
                  Writing.in(new ServerVault(place("wrong")), home.resolve("state"), hub)) {
                writing.settle();
              } catch (org.tmatesoft.svn.core.SVNException e) {
                throw SvnFailures.convert("opening", e);
              }
            })
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(FaultKind.ACCESS_DENIED))
        .message()
        .doesNotContain("wrong");
  }

  @Test
  void aRemovedRootRemovesNothingOnDesks() throws Exception {
    hub.file(ROOT, "kept.txt", "one\n");
    try (Writing writing =
        Writing.in(new ServerVault(place("secret")), home.resolve("state"), hub)) {
      writing.settle();
      Svn.run("svn", "rm", "-q", "-m", "x", Svn.fileUrl(repository) + "/work");
      assertThatThrownBy(writing::settle)
          .hasMessageContaining("nothing was removed from the desks");
    }
    assertThat(hub.paths()).containsExactly("/kept.txt");
  }
}
