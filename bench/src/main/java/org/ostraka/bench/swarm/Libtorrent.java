package org.ostraka.bench.swarm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.ostraka.base.Fault;
import org.ostraka.bench.Subprocess;

/**
 * libtorrent through its Python interface, over TCP, without encryption; everybody knows everybody.
 */
final class Libtorrent implements Swarm {
  private static final String PYTHON = "/usr/bin/python3";
  private static final int TRIES = 6_000;

  private final BenchFolder folder;

  Libtorrent(BenchFolder folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "libtorrent";
  }

  @Override
  public Optional<String> missingPackage() throws IllegalStateException {
    try {
      Subprocess.run(List.of(PYTHON, "-c", "import libtorrent"));
      return Optional.empty();
    } catch (IOException _) {
      return Optional.of("python3-libtorrent");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int fragments(long bytes) {
    return (int) ((bytes + Torrent.PIECE - 1) / Torrent.PIECE);
  }

  @Override
  public Spread spread(Path file, List<Place> places)
      throws Fault, IOException, InterruptedException {
    int seedHost = places.getFirst().host();
    Path at = folder.folder("libtorrent");
    Path torrent = Torrent.write(file, at.resolve("torrent"), "http://127.0.0.1:1/announce");
    Path script = at.resolve("peer.py");
    try (InputStream from =
        Objects.requireNonNull(Libtorrent.class.getResourceAsStream("libtorrent_peer.py"))) {
      Files.copy(from, script);
    }
    long before = seedHost == 0 ? 0 : Hosts.sent(seedHost);
    double start = System.currentTimeMillis() / 1e3 + 4;
    List<Subprocess> processes = new ArrayList<>();
    List<String> others = new ArrayList<>();
    try {
      for (Place place : places) {
        boolean seed = others.isEmpty();
        Path content =
            seed
                ? file.toAbsolutePath().getParent()
                : Files.createDirectories(at.resolve("to" + others.size()));
        List<String> line = new ArrayList<>(List.of(PYTHON, script.toString()));
        line.addAll(List.of(seed ? "seed" : "fetch", place.address(), torrent.toString()));
        line.addAll(List.of(String.valueOf(content), String.join(",", others)));
        line.addAll(List.of(Double.toString(start), at.resolve("done" + others.size()).toString()));
        processes.add(Subprocess.start(place.command(line), at, at.resolve("log")));
        others.add(place.address());
      }
      List<Double> seconds = new ArrayList<>();
      for (int number = 1; number < places.size(); number++) {
        seconds.add(await(at.resolve("done" + number)));
      }
      return new Spread(seconds, seedHost == 0 ? 0 : Hosts.sent(seedHost) - before, "");
    } finally {
      processes.forEach(Subprocess::close);
    }
  }

  private static double await(Path done) throws IOException, InterruptedException {
    for (int look = 0; look < TRIES && !Files.exists(done); look++) {
      Thread.sleep(100);
    }
    return Double.parseDouble(Files.readString(done).strip());
  }
}
