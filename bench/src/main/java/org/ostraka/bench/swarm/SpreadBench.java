package org.ostraka.bench.swarm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ostraka.base.Fault;
import org.ostraka.bench.Options;
import org.ostraka.bench.Subprocess;

/**
 * One host has a file, N fetch it, all behind links of the same rate B. No program can be faster
 * than T* = F/B (1 + floor(log2 N)/M) for a file of F bytes in M fragments.
 */
final class SpreadBench {
  private final Options options;
  private final BenchFolder folder;
  private final int clients;
  private final int megabits;
  private final int mib;

  SpreadBench(Options options, BenchFolder folder) {
    this.options = options;
    this.folder = folder;
    this.clients = options.number("--clients", 8);
    this.megabits = options.number("--rate", 100);
    this.mib = options.number("--mib", 128);
  }

  void measure() throws Fault, IOException, InterruptedException {
    if (!System.getProperty("user.name").equals("root") || Subprocess.find("tc").isEmpty()) {
      System.out.println("spread: left out, it needs root and iproute2 to make its hosts");
      return;
    }
    System.out.printf(
        "spread: %d MiB from 1 host to %d, each behind %d Mbit/s (tbf) in both directions%n",
        mib, clients, megabits);
    Path file = folder.content(mib);
    for (int run = 1; run <= options.number("--runs", 3); run++) {
      for (Swarm swarm : swarms()) {
        measure(swarm, file, run);
      }
    }
  }

  private List<Swarm> swarms() {
    List<Swarm> swarms = new ArrayList<>(List.of(new Ostraka(folder, options)));
    if (options.text("--rivals", "yes").equals("yes")) {
      swarms.add(new Libtorrent(folder));
      swarms.add(new Aria2(folder));
    }
    return swarms;
  }

  private void measure(Swarm swarm, Path file, int run)
      throws Fault, IOException, InterruptedException {
    Optional<String> missing = swarm.missingPackage();
    if (missing.isPresent()) {
      System.out.printf("%-12s not installed: %s%n", swarm.name(), missing.get());
      return;
    }
    try (Hosts _ = Hosts.make(clients + 1, megabits)) {
      List<Swarm.Place> places = new ArrayList<>();
      for (int host = 1; host <= clients + 1; host++) {
        places.add(new Swarm.Place(host, Hosts.address(host)));
      }
      print(swarm, swarm.spread(file, places), run);
    }
  }

  private void print(Swarm swarm, Swarm.Spread spread, int run) {
    double bytes = mib * 1048576.0;
    int fragments = swarm.fragments((long) bytes);
    double log = 31 - Integer.numberOfLeadingZeros(clients);
    double limit = bytes / (megabits * 1e6 / 8) * (1 + log / fragments);
    double first = spread.seconds().stream().mapToDouble(it -> it).min().orElse(Double.NaN);
    System.out.printf(
        "%-12s run %d  first %.2f s, last %.2f s, T* %.2f s, ratio %.2f, seed sent %.2f F  %s%n",
        swarm.name(),
        run,
        first,
        spread.last(),
        limit,
        spread.last() / limit,
        spread.seedSent() / bytes,
        spread.note());
  }
}
