package org.ostraka.sync.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;

/**
 * A repository that exists already on a web server, as most that are shared: {@code mod_dav_svn} in
 * Debian's Apache, by {@code http} and by {@code https}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DavServerTest {
  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final List<String> TRUST_SETTINGS =
      List.of(TRUST, TRUST + "Password", TRUST + "Type");

  private Path home;
  private Path trusted;
  private Httpd server;

  @BeforeAll
  void serve(@TempDir Path folder) throws Exception {
    home = folder;
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    Instant now = Instant.now();
    Authority authority = Authority.create("the company", now);
    authority
        .issue(new Subject("svn", Role.NODE, List.of("127.0.0.1")), now, Authority.VALIDITY)
        .save(home.resolve("identity"));
    trusted = trust(Identity.load(home.resolve("identity"), now));
    Files.createDirectories(home.resolve("repositories"));
    server =
        new Httpd(home.resolve("httpd"), home.resolve("repositories"), home.resolve("identity"));
  }

  /** A trust store, as an administrator adds the company's authority to the machine's. */
  private Path trust(Identity server) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("company", server.authority());
    Path file = home.resolve("trust.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "changeit".toCharArray());
    }
    return file;
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @AfterEach
  void trustTheMachineAgain() throws Exception {
    TRUST_SETTINGS.forEach(System::clearProperty);
    try (Stream<Path> repositories = Files.list(home.resolve("repositories"))) {
      for (Path repository : repositories.toList()) {
        Svn.verify(repository);
      }
    }
  }

  private void trustTheCompany() {
    System.setProperty(TRUST, trusted.toString());
    System.setProperty(TRUST + "Password", "changeit");
    System.setProperty(TRUST + "Type", "PKCS12");
  }

  /** A new repository with a folder for the hub; the web server's own user may write into it. */
  private void create(String name) throws Exception {
    Path repository = home.resolve("repositories").resolve(name);
    Svn.run("svnadmin", "create", repository.toString());
    Svn.run("chmod", "-R", "a+rwX", repository.toString());
    Svn.run("svn", "mkdir", "-q", "-m", "layout", server.open(name) + "/trunk");
  }

  private static HistoryPlace.Attached place(URI url, String password) {
    return new HistoryPlace.Attached(url, "ostraka", password);
  }

  private void workBothWays(String name, URI url) throws Exception {
    PaperHub hub = new PaperHub();
    HistoryPlace.Attached place = place(url, "secret");
    new PlaceCheck(place).run();
    Svn svn = Svn.checkout(server.open(name) + "/trunk", home.resolve("copy of " + name));
    svn.add("before/there.txt", "was there before\n");
    svn.commit("first of all");
    try (Writing writing =
        Writing.in(new ServerVault(place), home.resolve("state of " + name), hub)) {
      writing.settle();
      assertThat(hub.shown()).containsEntry("/before/there.txt", "file was there before\n");
      BothWays.work(hub, writing, svn);
      assertThat(svn.in("log", "-r3:HEAD")).contains("alice: 4 changes on laptop");
    }
  }

  private static void assertRefused(HistoryPlace.Attached place, String code, String says) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> new PlaceCheck(place).run())
        .satisfies(fault -> {
          assertThat(fault.code()).as(fault.text()).isEqualTo(code);
          assertThat(fault.text()).contains(says).doesNotContain(place.password());
        });
  }

  @Test
  void aRepositoryIsWrittenAndReadByHttp() throws Exception {
    create("plain");
    workBothWays("plain", server.http("plain/trunk"));
  }

  @Test
  void aRepositoryIsWrittenAndReadByHttps() throws Exception {
    create("secure");
    trustTheCompany();
    workBothWays("secure", server.https("127.0.0.1", "secure/trunk"));
  }

  @Test
  void whatCannotBeAttachedIsSaidSo() throws Exception {
    create("other");
    assertRefused(place(server.http("other/trunk"), "wrong password"), "svn-login", "password");
    assertRefused(place(server.http("other/branch"), "secret"), "svn-not-found", "svn mkdir");
    assertRefused(place(server.http("nothing"), "secret"), "svn-not-found", "no repository");
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
    create("unknown");
    assertRefused(
        place(server.https("127.0.0.1", "unknown/trunk"), "secret"),
        "svn-untrusted",
        "trust store");
    trustTheCompany();
    assertRefused(
        place(server.https("127.0.0.2", "unknown/trunk"), "secret"), "svn-untrusted", "127.0.0.2");
  }
}
