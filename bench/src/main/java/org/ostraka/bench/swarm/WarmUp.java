package org.ostraka.bench.swarm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;
import org.ostraka.bench.Subprocess;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Link;
import org.ostraka.swarm.client.ClientNode;
import org.ostraka.swarm.client.ClientSettings;
import org.ostraka.swarm.client.ClientWatcher;
import org.ostraka.swarm.client.Readout;
import org.ostraka.swarm.map.MapLimits;
import org.ostraka.swarm.map.MapService;
import org.ostraka.swarm.store.Library;
import org.ostraka.swarm.wire.SwarmTls;

/**
 * A small swarm within one process, which moves files so that the code that matters is compiled:
 * one client shares, the others fetch from it and from one another.
 */
final class WarmUp {

  /** A Java machine compiles by how often something is done: many small fragments do much. */
  private static final int FILE_MIB = 32;

  private static final int FETCHERS = 3;

  private WarmUp() {}

  /** Moves {@code mib} MiB in all between the clients of an organisation of their own. */
  static void move(Path folder, int mib) throws IOException, Fault, InterruptedException {
    if (mib == 0) {
      return;
    }
    Authority authority = Authority.create("Warm", Instant.now());
    Files.createDirectories(folder);
    MapService.Settings settings =
        new MapService.Settings("127.0.0.1", 0, List.of(), MapLimits.USUAL);
    try (MapService server =
            new MapService(
                tls(authority, "map", Role.NODE),
                settings,
                folder.resolve("map"),
                InstantSource.system());
        Crowd crowd = new Crowd(authority, server, folder)) {
      server.start();
      crowd.start();
      for (int moved = 0; moved < mib; moved += FETCHERS * FILE_MIB) {
        crowd.move();
      }
    }
    Subprocess.remove(folder);
  }

  private static Path content(Path file) throws IOException {
    byte[] octets = new byte[1 << 20];
    Random random = new Random();
    Files.write(file, new byte[0]);
    for (int at = 0; at < FILE_MIB; at++) {
      random.nextBytes(octets);
      Files.write(file, octets, StandardOpenOption.APPEND);
    }
    return file;
  }

  private static SwarmTls tls(Authority authority, String name, Role role) {
    return new SwarmTls(authority.issue(Subject.of(name, role), Instant.now(), Duration.ofDays(1)));
  }

  /** The clients; the first one has the files. */
  private static final class Crowd implements AutoCloseable {
    private final Path folder;
    private final List<ClientNode> clients = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals();

    Crowd(Authority authority, MapService server, Path folder) throws IOException {
      this.folder = folder;
      List<Endpoint> servers = List.of(new Endpoint("127.0.0.1", server.port()));
      ClientSettings settings = new ClientSettings(servers, 0, false, ClientSettings.Limits.USUAL);
      for (int number = 0; number <= FETCHERS; number++) {
        SwarmTls tls = tls(authority, "client" + number, Role.CLIENT);
        clients.add(new ClientNode(tls, settings, 1, arrivals, InstantSource.system()));
      }
    }

    void start() {
      clients.forEach(ClientNode::start);
    }

    /** Moves one file from the first client to all others. */
    void move() throws IOException, Fault, InterruptedException {
      ClientNode first = clients.getFirst();
      Library sharing = new Library(folder.resolve("library0"));
      Path content = content(folder.resolve("content"));
      Link link = sharing.share(content, List.of(), first.workshop().workers(), _ -> {});
      first.open(sharing.open(link.key()));
      arrivals.expect(FETCHERS);
      for (int number = 1; number <= FETCHERS; number++) {
        Library library = new Library(folder.resolve("library" + number));
        clients.get(number).open(library.fetch(link, folder.resolve("copy" + number)));
      }
      arrivals.await();
      clients.forEach(client -> client.forget(link.key()));
      for (int number = 1; number <= FETCHERS; number++) {
        Files.delete(folder.resolve("copy" + number));
      }
    }

    @Override
    public void close() throws IOException {
      for (ClientNode client : clients) {
        client.close();
      }
    }
  }

  /** Waits for the clients' copies of a file. */
  private static final class Arrivals implements ClientWatcher {
    private volatile CountDownLatch left = new CountDownLatch(0);

    void expect(int copies) {
      left = new CountDownLatch(copies);
    }

    void await() throws InterruptedException {
      left.await();
    }

    @Override
    public void second(List<Readout> files) {}

    @Override
    public void complete(FileKey key) {}

    @Override
    public void placed(FileKey key) {
      left.countDown();
    }

    @Override
    public void failed(FileKey key, Fault fault) {
      System.err.println("warming up failed: " + fault.text());
      left.countDown();
    }

    @Override
    public void nowhereFound(FileKey key) {}

    @Override
    public void learned(List<Endpoint> servers) {}

    @Override
    public void note(FileKey key, String line) {}
  }
}
