package org.ostraka.bench.swarm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
 * A small swarm within one process, which moves a file so that the code that matters is compiled.
 */
final class WarmUp {
  private WarmUp() {}

  /** Moves {@code mib} MiB between two clients of an organisation of their own. */
  static void move(Path folder, int mib) throws IOException, Fault, InterruptedException {
    if (mib == 0) {
      return;
    }
    Authority authority = Authority.create("Warm", Instant.now());
    Files.createDirectories(folder);
    MapService.Settings settings =
        new MapService.Settings("127.0.0.1", 0, List.of(), MapLimits.USUAL);
    Arrived arrived = new Arrived();
    try (MapService server =
            new MapService(
                tls(authority, "map", Role.NODE),
                settings,
                folder.resolve("map"),
                InstantSource.system());
        ClientNode from = client(tls(authority, "from", Role.CLIENT), server, new Arrived());
        ClientNode to = client(tls(authority, "to", Role.CLIENT), server, arrived)) {
      server.start();
      from.start();
      to.start();
      Library sharing = new Library(folder.resolve("from"));
      Path content = content(folder.resolve("content"), mib);
      Link link = sharing.share(content, List.of(), from.workshop().workers(), _ -> {});
      from.open(sharing.open(link.key()));
      to.open(new Library(folder.resolve("to")).fetch(link, folder.resolve("copy")));
      arrived.latch.await();
    }
    Subprocess.remove(folder);
  }

  private static Path content(Path file, int mib) throws IOException {
    byte[] octets = new byte[1 << 20];
    Random random = new Random();
    Files.write(file, new byte[0]);
    for (int at = 0; at < mib; at++) {
      random.nextBytes(octets);
      Files.write(file, octets, java.nio.file.StandardOpenOption.APPEND);
    }
    return file;
  }

  private static SwarmTls tls(Authority authority, String name, Role role) {
    return new SwarmTls(authority.issue(Subject.of(name, role), Instant.now(), Duration.ofDays(1)));
  }

  private static ClientNode client(SwarmTls tls, MapService server, ClientWatcher watcher)
      throws IOException {
    List<Endpoint> servers = List.of(new Endpoint("127.0.0.1", server.port()));
    return new ClientNode(
        tls,
        new ClientSettings(servers, 0, false, ClientSettings.Limits.USUAL),
        1,
        watcher,
        InstantSource.system());
  }

  /** Waits for one file. */
  private static final class Arrived implements ClientWatcher {
    private final CountDownLatch latch = new CountDownLatch(1);

    @Override
    public void second(List<Readout> files) {}

    @Override
    public void complete(FileKey key) {}

    @Override
    public void placed(FileKey key) {
      latch.countDown();
    }

    @Override
    public void failed(FileKey key, Fault fault) {
      latch.countDown();
    }

    @Override
    public void nowhereFound(FileKey key) {}

    @Override
    public void learned(List<Endpoint> servers) {}

    @Override
    public void note(FileKey key, String line) {}
  }
}
