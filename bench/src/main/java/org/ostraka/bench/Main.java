package org.ostraka.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ostraka.base.Fault;
import org.ostraka.bench.ballot.BallotBench;
import org.ostraka.bench.ballot.ElectionBench;
import org.ostraka.bench.swarm.SwarmBench;
import org.ostraka.bench.sync.ConsoleBench;
import org.ostraka.bench.sync.DeskSizeBench;
import org.ostraka.bench.sync.HistoryBench;
import org.ostraka.bench.sync.HubSizeBench;
import org.ostraka.bench.sync.SyncBench;

/** {@code ./ostraka bench NAME [OPTION VALUE]…}: finds the benchmark and runs it. */
public final class Main {
  private static final Map<String, Benchmark> BENCHMARKS =
      new TreeMap<>(
          Map.of(
              "ballot", new BallotBench(),
              "console", new ConsoleBench(),
              "desk-size", new DeskSizeBench(),
              "election", new ElectionBench(),
              "history", new HistoryBench(),
              "hub-size", new HubSizeBench(),
              "swarm", new SwarmBench(),
              "sync", new SyncBench()));

  private Main() {}

  /** Runs one benchmark; without a name lists them. */
  public static void main(String[] arguments) {
    Runtime.getRuntime().exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    Benchmark benchmark = arguments.isEmpty() ? null : BENCHMARKS.get(arguments.getFirst());
    if (benchmark == null) {
      BENCHMARKS.forEach((name, it) -> System.out.println(name + "\n" + it.usage().indent(2)));
      return arguments.isEmpty() ? 0 : 2;
    }
    try {
      return benchmark.run(Options.parse(arguments.subList(1, arguments.size()))) ? 0 : 1;
    } catch (IllegalArgumentException e) {
      System.err.println("ostraka bench: " + e.getMessage());
      return 2;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } catch (Fault | IOException e) {
      System.err.println("ostraka bench: " + e.getMessage());
      Arrays.stream(e.getSuppressed()).forEach(it -> System.err.println("  " + it));
      return 1;
    }
  }
}
