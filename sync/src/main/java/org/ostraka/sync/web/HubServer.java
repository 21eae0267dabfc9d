package org.ostraka.sync.web;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Fault;
import org.ostraka.base.FileDisk;
import org.ostraka.base.HostPort;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;
import org.ostraka.sync.UserName;
import org.ostraka.sync.hub.Hub;
import org.ostraka.web.HttpsServer;
import org.ostraka.web.Json;
import org.ostraka.web.Route;

/**
 * A hub that serves: its folder opened, its certificate and first administrator made if there are
 * none, its interface listening. While it runs, {@code DIR/local.json} lets whoever can read the
 * folder administer it.
 */
public final class HubServer implements Closeable {

  /** The user that the first start makes. */
  public static final UserName FIRST_ADMINISTRATOR = new UserName("admin");

  private static final String TLS = "tls";
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int PASSWORD_LETTERS = 20;

  private final Path directory;
  private final Hub hub;
  private final HttpsServer server;
  private final Identity identity;
  private final Optional<String> firstPassword;

  private HubServer(Path directory, Hub hub, HubPlace place) throws IOException, Fault {
    this.directory = directory;
    this.hub = hub;
    this.identity = identity(directory, place.hosts());
    this.firstPassword = makeFirstAdministrator(hub);
    this.server =
        HttpsServer.start(
            place.address(),
            HubTls.server(identity),
            place.site(hub, MonitorToken.in(directory), identity.fingerprint()));
    LocalAccess.write(
        directory,
        new LocalAccess(
            server.port(), identity.fingerprint(), hub.accounts().sessions().freshLocalToken()));
  }

  /**
   * Starts to serve the hub in this folder.
   *
   * @throws Fault {@code already-running}, {@code cannot-listen}
   */
  public static HubServer start(Path directory, HubPlace place) throws IOException, Fault {
    return serve(Hub.open(directory, InstantSource.system()), directory, place);
  }

  /**
   * Serves at this machine's own address for one command, with every history at rest.
   *
   * @throws Fault {@code already-running}
   */
  public static HubServer startAtRest(Path directory) throws IOException, Fault {
    HubPlace nowhere = HubPlace.of(new HostPort("127.0.0.1", 0));
    return serve(Hub.openAtRest(directory, InstantSource.system()), directory, nowhere);
  }

  private static HubServer serve(Hub hub, Path directory, HubPlace place)
      throws IOException, Fault {
    try {
      return new HubServer(directory, hub, place);
    } catch (IOException | Fault | RuntimeException e) {
      hub.close();
      throw e;
    }
  }

  /** The authority is forgotten at once: it vouches for this one certificate and no other. */
  private static Identity identity(Path directory, List<String> hosts) throws Fault {
    Path folder = directory.resolve(TLS);
    Instant now = Instant.now();
    if (!Files.exists(folder.resolve(Identity.CERTIFICATE_FILE))) {
      Authority.create("Ostraka hub", now)
          .issue(new Subject("hub", Role.NODE, hosts), now, Authority.VALIDITY)
          .save(folder);
    }
    return Identity.load(folder, now);
  }

  private static Optional<String> makeFirstAdministrator(Hub hub) throws IOException, Fault {
    if (!hub.accounts().users().list().isEmpty()) {
      return Optional.empty();
    }
    String password = randomPassword();
    hub.accounts().firstSeat().make(FIRST_ADMINISTRATOR, password);
    return Optional.of(password);
  }

  /** A password that nobody guesses: 100 bits, in letters that are not mistaken for one another. */
  public static String randomPassword() {
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder();
    for (int at = 0; at < PASSWORD_LETTERS; at++) {
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }

  public int port() {
    return server.port();
  }

  /** To be compared by people, as openssl writes it. */
  public String fingerprint() {
    return identity.fingerprint();
  }

  /** The password of {@link #FIRST_ADMINISTRATOR}, which serves once, if this start made it. */
  public Optional<String> firstPassword() {
    return firstPassword;
  }

  /** What is served. */
  public Hub hub() {
    return hub;
  }

  /** The table of everything that is served here. */
  public List<Route<?>> routes() {
    return server.routes();
  }

  /** Takes no more requests, ends what is under way, closes everything. */
  @Override
  public void close() throws IOException {
    FileDisk.ownerOnly().delete(LocalAccess.file(directory));
    // Else the listeners' streams would keep the interface open for as long as it may wait.
    hub.accounts().endSessions();
    server.close();
    hub.close();
  }

  /** How the commands of the hub's own machine reach it. */
  record LocalAccess(int port, String fingerprint, String token) {
    private static final int MOST_BYTES = 4 << 10;

    static Path file(Path directory) {
      return directory.resolve("local.json");
    }

    static void write(Path directory, LocalAccess access) throws IOException {
      new AtomicFiles(FileDisk.ownerOnly()).replace(file(directory), Json.bytes(access));
    }

    static LocalAccess read(Path directory) throws IOException, Fault {
      byte[] json = new AtomicFiles(FileDisk.ownerOnly()).read(file(directory), MOST_BYTES);
      return Json.answer(json, LocalAccess.class);
    }
  }
}
