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
 *
 * <p>Each run is an election of its own, from the first ballot sent until every server holds all
 * ballots as valid. The runs that warm up are the same and are not counted.
 */
final class RateBench {
  private final Path parent;
  private final Duration warmUp;
  private final int ballots;
  private final int runs;

  /** How many ballots may be recorded and not yet decided. */
  private final int ahead;

  /** What the rivals get: a time, since they hold no roll that ends. */
  private final Duration rivalRun;

  RateBench(Options options) {
    this.parent = options.path("--folder", "/tmp");
    this.warmUp = options.duration("--warm", "180s");
    this.ballots = options.number("--run-ballots", 250_000);
    this.runs = options.number("--runs", 3);
    this.ahead = options.number("--ahead", 20_000);
    this.rivalRun = options.duration("--run", "20s");
  }

  /** Prints our rate, then each rival's and the ratio. */
  void measure(boolean withRivals) throws Fault, IOException, InterruptedException {
    System.out.printf(
        "valid ballots per second, blocks of %d bytes, three servers, warm-up %d s, runs of %,d ballots%n",
        Rival.BLOCK_BYTES, warmUp.toSeconds(), ballots);
    double ours = ours();
    System.out.printf("%-40s %-32s %8.0f/s%n", "ostraka, median", "batches of 500", ours);
    if (withRivals) {
      for (Rival rival : List.of(new Etcd(), new Postgres())) {
        measure(rival, ours);
      }
    }
  }

  private double ours() throws Fault, IOException, InterruptedException {
    try (TestOrganisation organisation = TestOrganisation.start(parent).up();
        Servers servers = Servers.connect(organisation)) {
      Duration warm = Duration.ZERO;
      for (int round = 1; warm.compareTo(warmUp) < 0; round++) {
        warm = warm.plus(round(organisation, servers, "warm-" + round));
      }
      List<Double> rates = new ArrayList<>();
      for (int run = 1; run <= runs; run++) {
        rates.add(perSecond(round(organisation, servers, "run-" + run)));
      }
      return rates.stream().sorted().toList().get(runs / 2);
    }
  }

  private double perSecond(Duration time) {
    return ballots * 1e9 / time.toNanos();
  }

  /** Takes a whole election and tells how long its voting lasted. */
  private Duration round(TestOrganisation organisation, Servers servers, String name)
      throws Fault, IOException, InterruptedException {
    organisation.openElection(name, ballots, Casting::voterId);
    Duration serversBefore = organisation.processorTime();
    Duration loadBefore = processorTime();
    Duration time = cast(servers, new ElectionName(name));
    System.out.printf(
        "%-40s %-32s %8.0f/s   processor: servers %.0f us a ballot, load %.0f us%n",
        "ostraka, " + name,
        "valid on all three",
        perSecond(time),
        microsPerBallot(organisation.processorTime().minus(serversBefore)),
        microsPerBallot(processorTime().minus(loadBefore)));
    return time;
  }

  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private double microsPerBallot(Duration time) {
    return time.toNanos() / 1e3 / ballots;
  }

  private Duration cast(Servers servers, ElectionName election)
      throws Fault, IOException, InterruptedException {
    Casting casting = new Casting(election, ballots, ahead);
    long started = System.nanoTime();
    casting.start(servers.fileSystems());
    long valid = 0;
    while (valid < ballots && casting.failures().isEmpty()) {
      casting.decided(valid);
      Thread.sleep(Duration.ofMillis(50));
      valid = servers.validEverywhere(election);
    }
    Duration time = Duration.ofNanos(System.nanoTime() - started);
    casting.stop();
    if (!casting.failures().isEmpty()) {
      throw new IOException("ballots were refused: " + casting.failures().getFirst());
    }
    return time;
  }

  private void measure(Rival rival, double ours) throws IOException, InterruptedException {
    if (rival.missingPackage().isPresent()) {
      System.out.printf(
          "%-40s not installed: apt-get install %s%n", rival.name(), rival.missingPackage().get());
      return;
    }
    Path folder = Files.createTempDirectory(parent, "rival");
    try {
      for (Rival.Rate rate : rival.measure(folder, rivalRun, rivalRun)) {
        System.out.printf(
            "%-40s %-32s %8.0f/s   ostraka is %.1f times as fast%n",
            rival.name(), rate.load(), rate.perSecond(), ours / rate.perSecond());
      }
    } finally {
      Subprocess.remove(folder);
    }
  }
}
