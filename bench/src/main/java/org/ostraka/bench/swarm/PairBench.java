package org.ostraka.bench.swarm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ostraka.base.Fault;
import org.ostraka.bench.Options;

/**
 * Two processes on loopback and nothing in their way: how fast one file goes from one to the other.
 */
final class PairBench {
  private final Options options;
  private final BenchFolder folder;
  private final int mib;

  PairBench(Options options, BenchFolder folder) {
    this.options = options;
    this.folder = folder;
    this.mib = options.number("--pair-mib", 1024);
  }

  void measure() throws Fault, IOException, InterruptedException {
    System.out.printf(
        "pair: %d MiB between two processes on loopback; ours with TLS 1.3, the others plain%n",
        mib);
    Path file = folder.content(mib);
    List<Swarm> swarms = new ArrayList<>(List.of(new Ostraka(folder, options)));
    if (options.text("--rivals", "yes").equals("yes")) {
      swarms.add(new Libtorrent(folder));
      swarms.add(new Aria2(folder));
    }
    for (int run = 1; run <= options.number("--runs", 3); run++) {
      for (Swarm swarm : swarms) {
        measure(swarm, file, run);
      }
    }
  }

  private void measure(Swarm swarm, Path file, int run)
      throws Fault, IOException, InterruptedException {
    Optional<String> missing = swarm.missingPackage();
    if (missing.isPresent()) {
      System.out.printf("%-12s not installed: %s%n", swarm.name(), missing.get());
      return;
    }
    List<Swarm.Place> places =
        List.of(new Swarm.Place(0, "127.0.0.2"), new Swarm.Place(0, "127.0.0.3"));
    Swarm.Spread spread = swarm.spread(file, places);
    System.out.printf(
        "%-12s run %d  %.2f s, %.0f MB/s  %s%n",
        swarm.name(), run, spread.last(), mib * 1.048576 / spread.last(), spread.note());
  }
}
