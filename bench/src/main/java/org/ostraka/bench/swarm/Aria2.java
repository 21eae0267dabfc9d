package org.ostraka.bench.swarm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ostraka.base.Fault;
import org.ostraka.bench.Subprocess;

/** aria2 as a BitTorrent client, with a tracker in this process; without encryption. */
final class Aria2 implements Swarm {
  private static final int TRIES = 6_000;

  private final BenchFolder folder;

  Aria2(BenchFolder folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "aria2";
  }

  @Override
  public Optional<String> missingPackage() {
    return Subprocess.find("aria2c").isPresent() ? Optional.empty() : Optional.of("aria2");
  }

  @Override
  public int fragments(long bytes) {
    return (int) ((bytes + Torrent.PIECE - 1) / Torrent.PIECE);
  }

  @Override
  public Spread spread(Path file, List<Place> places)
      throws Fault, IOException, InterruptedException {
    int seedHost = places.getFirst().host();
    Path at = folder.folder("aria2");
    List<Subprocess> processes = new ArrayList<>();
    try (Tracker tracker = new Tracker(seedHost == 0 ? "127.0.0.1" : Hosts.SWITCH)) {
      Path torrent = Torrent.write(file, at.resolve("torrent"), tracker.url());
      Path content = file.resolveSibling("");
      processes.add(start(places.getFirst(), torrent, content, at.resolve("seed")));
      Thread.sleep(3_000);
      long before = seedHost == 0 ? 0 : Hosts.sent(seedHost);
      double start = System.currentTimeMillis() / 1e3;
      for (int number = 1; number < places.size(); number++) {
        Path to = Files.createDirectories(at.resolve("to" + number));
        processes.add(start(places.get(number), torrent, to, at.resolve("done" + number)));
      }
      List<Double> seconds = new ArrayList<>();
      for (int number = 1; number < places.size(); number++) {
        seconds.add(await(at.resolve("done" + number)) - start);
      }
      long sent = seedHost == 0 ? 0 : Hosts.sent(seedHost) - before;
      return new Spread(seconds, sent, "");
    } finally {
      processes.forEach(Subprocess::close);
    }
  }

  private Subprocess start(Place place, Path torrent, Path content, Path done) throws IOException {
    Path hook = done.resolveSibling(done.getFileName() + ".sh");
    Files.writeString(
        hook, "#!/bin/sh\ndate +%s.%N > " + done + ".new\nmv " + done + ".new " + done + "\n");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));
    String port =
        Integer.toString(6881 + (place.host() == 0 ? place.address().hashCode() & 15 : 0));
    List<String> line = new ArrayList<>(List.of("aria2c", "--no-conf", "-q"));
    line.addAll(List.of("--dir=" + content, "--listen-port=" + port));
    line.addAll(List.of("--enable-dht=false", "--bt-enable-lpd=false", "--enable-peer-exchange"));
    line.addAll(List.of("--seed-ratio=0", "--bt-max-peers=0", "--file-allocation=falloc"));
    line.addAll(List.of("--disk-cache=64M", "--bt-tracker-interval=2", "--allow-overwrite=true"));
    line.addAll(List.of("--bt-request-peer-speed-limit=20M", "--bt-seed-unverified=true"));
    line.addAll(List.of("--check-integrity=false", "--on-bt-download-complete=" + hook));
    line.add(torrent.toString());
    return Subprocess.start(place.command(line), folder.root(), hook.resolveSibling("aria2.log"));
  }

  private static double await(Path done) throws IOException, InterruptedException {
    for (int look = 0; look < TRIES && !Files.exists(done); look++) {
      Thread.sleep(100);
    }
    return Double.parseDouble(Files.readString(done).strip());
  }
}
