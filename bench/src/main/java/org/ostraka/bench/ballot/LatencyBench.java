package org.ostraka.bench.ballot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.ostraka.ballot.BallotFileSystem;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Fault;
import org.ostraka.bench.Latencies;
import org.ostraka.bench.Options;

/** Time from {@code close()} to valid at light load, for the default period and for 10 ms. */
final class LatencyBench {
  private static final int WARM_UP = 150;
  private static final int MEASURED = 300;

  private final Path parent;

  LatencyBench(Options options) {
    this.parent = options.path("--folder", "/tmp");
  }

  void measure() throws Fault, IOException, InterruptedException {
    System.out.printf(
        "time from close() to valid at light load, %d ballots after %d to warm up%n",
        MEASURED, WARM_UP);
    for (int periodMillis : new int[] {200, 10}) {
      measure(periodMillis);
    }
  }

  private void measure(int periodMillis) throws Fault, IOException, InterruptedException {
    ElectionName election = new ElectionName("latency");
    try (TestOrganisation organisation =
        TestOrganisation.start(parent).with("reconciler-period-millis", periodMillis).up()) {
      organisation.openElection(
          election.value(),
          WARM_UP + MEASURED,
          Casting::voterId,
          "--settling-window",
          periodMillis + "ms");
      try (Servers servers = Servers.connect(organisation)) {
        Latencies latencies = cast(servers.fileSystems().getFirst(), election, periodMillis);
        System.out.printf(
            "period %3d ms: %s, p50 is %.2f periods%n",
            periodMillis, latencies.summary(), latencies.millis(0.5) / periodMillis);
      }
    }
  }

  /** One ballot at a time, with pauses that do not step with the period. */
  private static Latencies cast(BallotFileSystem server, ElectionName election, int periodMillis)
      throws Fault, IOException, InterruptedException {
    Latencies latencies = new Latencies();
    for (int voter = 1; voter <= WARM_UP + MEASURED; voter++) {
      BallotPath name = new BallotPath("ballot-" + voter);
      Reservation file = server.create(election, name, VoterId.of(Casting.voterId(voter)));
      Block block = Block.of(("vote " + voter).getBytes(StandardCharsets.UTF_8));
      long started = System.nanoTime();
      Receipt receipt = server.close(file, block);
      Standing standing = server.await(election, receipt.claim(), Duration.ofSeconds(30));
      long elapsed = System.nanoTime() - started;
      if (!(standing instanceof Standing.Valid)) {
        throw new IOException("a ballot is " + standing);
      }
      if (voter > WARM_UP) {
        latencies.add(elapsed);
      }
      Thread.sleep(Duration.ofMillis(voter * 7L % Math.max(10, periodMillis)));
    }
    return latencies;
  }
}
