package org.ostraka.bench.ballot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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
  private final Path parent;
  private final List<Integer> periods;
  private final int warmUp;
  private final int measured;

  LatencyBench(Options options) {
    this.parent = options.path("--folder", "/tmp");
    this.periods =
        Stream.of(options.text("--periods", "200,10").split(",")).map(Integer::valueOf).toList();
    this.warmUp = options.number("--light-warm", 150);
    this.measured = options.number("--light-ballots", 300);
  }

  void measure() throws Fault, IOException, InterruptedException {
    System.out.printf(
        "time from close() to valid at light load, %d ballots after %d to warm up%n",
        measured, warmUp);
    for (int periodMillis : periods) {
      measure(periodMillis);
    }
  }

  private void measure(int periodMillis) throws Fault, IOException, InterruptedException {
    ElectionName election = new ElectionName("latency");
    try (TestOrganisation organisation =
        TestOrganisation.start(parent).with("reconciler-period-millis", periodMillis).up()) {
      organisation.openElection(
          election.value(),
          warmUp + measured,
          Casting::voterId,
          "--settling-window",
          periodMillis + "ms");
      try (Servers servers = Servers.connect(organisation)) {
        Latencies recorded = new Latencies();
        Latencies valid = new Latencies();
        cast(servers.fileSystems().getFirst(), election, periodMillis, recorded, valid);
        System.out.printf("period %3d ms: recorded: %s%n", periodMillis, recorded.summary());
        System.out.printf(
            "period %3d ms: valid: %s, p50 is %.2f periods%n",
            periodMillis, valid.summary(), valid.millis(0.5) / periodMillis);
      }
    }
  }

  /** One ballot at a time, with pauses that do not step with the period. */
  private void cast(
      BallotFileSystem server,
      ElectionName election,
      int periodMillis,
      Latencies recorded,
      Latencies valid)
      throws Fault, IOException, InterruptedException {
    for (int voter = 1; voter <= warmUp + measured; voter++) {
      BallotPath name = new BallotPath("ballot-" + voter);
      Reservation file = server.create(election, name, VoterId.of(Casting.voterId(voter)));
      Block block = Block.of(("vote " + voter).getBytes(StandardCharsets.UTF_8));
      long started = System.nanoTime();
      Receipt receipt = server.close(file, block);
      long closed = System.nanoTime();
      Standing standing = server.await(election, receipt.claim(), Duration.ofSeconds(30));
      long decided = System.nanoTime();
      if (!(standing instanceof Standing.Valid)) {
        throw new IOException("a ballot is " + standing);
      }
      if (voter > warmUp) {
        recorded.add(closed - started);
        valid.add(decided - started);
      }
      Thread.sleep(Duration.ofMillis(voter * 7L % Math.max(10, periodMillis)));
    }
  }
}
