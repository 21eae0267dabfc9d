package org.ostraka.bench.ballot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.ballot.ElectionName;
import org.ostraka.base.Fault;
import org.ostraka.bench.Options;
import org.ostraka.bench.Subprocess;

/**
 * Valid ballots per second, warm, on three servers and their load on this machine; beside peers.
 */
final class RateBench {
  private static final ElectionName ELECTION = new ElectionName("rate");
  private static final int MOST_PER_SECOND = 40_000;
  private static final long AHEAD = 60_000;

  private final Path parent;
  private final Duration warmUp;
  private final Duration run;
  private final int runs;
  private final int perSecond;

  RateBench(Options options) {
    this.parent = options.path("--folder", "/tmp");
    this.warmUp = options.duration("--warm", "30s");
    this.run = options.duration("--run", "20s");
    this.runs = options.number("--runs", 3);
    this.perSecond = options.number("--voters-per-second", MOST_PER_SECOND);
  }

  /** Prints our rate, then each rival's and the ratio. */
  void measure(boolean withRivals) throws Fault, IOException, InterruptedException {
    System.out.printf(
        "valid ballots per second, blocks of %d bytes, three servers, warm-up %d s, runs of %d s%n",
        Rival.BLOCK_BYTES, warmUp.toSeconds(), run.toSeconds());
    double ours = ours();
    System.out.printf("%-40s %-32s %8.0f/s%n", "ostraka, median", "batches of 500", ours);
    if (withRivals) {
      for (Rival rival : List.of(new Etcd(), new Postgres())) {
        measure(rival, ours);
      }
    }
  }

  private double ours() throws Fault, IOException, InterruptedException {
    try (TestOrganisation organisation = TestOrganisation.start(parent).up()) {
      int seconds = (int) (warmUp.toSeconds() + runs * run.toSeconds());
      int voters = seconds * perSecond;
      organisation.openElection(ELECTION.value(), voters, Casting::voterId);
      try (Servers servers = Servers.connect(organisation)) {
        return ours(servers, new Casting(ELECTION, voters, AHEAD));
      }
    }
  }

  private double ours(Servers servers, Casting casting)
      throws Fault, IOException, InterruptedException {
    casting.start(servers.fileSystems());
    await(servers, casting, warmUp);
    List<Double> rates = new ArrayList<>();
    for (int i = 1; i <= runs; i++) {
      long before = servers.validEverywhere(ELECTION);
      long started = System.nanoTime();
      await(servers, casting, run);
      long kept = servers.validEverywhere(ELECTION) - before;
      double rate = kept / ((System.nanoTime() - started) / 1e9);
      System.out.printf("%-40s %-32s %8.0f/s%n", "ostraka, run " + i, "valid on all three", rate);
      rates.add(rate);
    }
    casting.stop();
    if (!casting.failures().isEmpty()) {
      throw new IOException("ballots were refused: " + casting.failures().getFirst());
    }
    return rates.stream().sorted().toList().get(runs / 2);
  }

  /** Keeps telling the load how far the deciding is. */
  private static void await(Servers servers, Casting casting, Duration time)
      throws Fault, IOException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      if (!casting.isRunning()) {
        throw new IOException("the load ended early: " + casting.failures());
      }
      casting.decided(servers.validEverywhere(ELECTION));
      Thread.sleep(Duration.ofMillis(50));
    }
  }

  private void measure(Rival rival, double ours) throws IOException, InterruptedException {
    if (rival.missingPackage().isPresent()) {
      System.out.printf(
          "%-40s not installed: apt-get install %s%n", rival.name(), rival.missingPackage().get());
      return;
    }
    Path folder = Files.createTempDirectory(parent, "rival");
    try {
      for (Rival.Rate rate : rival.measure(folder, warmUp, run)) {
        System.out.printf(
            "%-40s %-32s %8.0f/s   ostraka is %.1f times as fast%n",
            rival.name(), rate.load(), rate.perSecond(), ours / rate.perSecond());
      }
    } finally {
      Subprocess.remove(folder);
    }
  }
}
