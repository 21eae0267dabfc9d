package org.ostraka.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  private static final String NAMES = String.join(", ", BENCHMARKS.keySet());
  private static final long END_SECONDS = 60;

  private Main() {}

  /** Runs one benchmark; without a name lists them. */
  public static void main(String[] arguments) {
    Runtime.getRuntime().exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    if (arguments.isEmpty() || isHelp(arguments.getFirst())) {
      BENCHMARKS.forEach((name, it) -> System.out.println(name + "\n" + it.usage().indent(2)));
      return 0;
    }
    String name = arguments.getFirst();
    Benchmark benchmark = BENCHMARKS.get(name);
    if (benchmark == null) {
      System.err.printf("ostraka bench: no benchmark %s: there are %s%n", name, NAMES);
      return 2;
    }
    List<String> options = arguments.subList(1, arguments.size());
    if (options.stream().anyMatch(Main::isHelp)) {
      System.out.println(benchmark.usage());
      return 0;
    }
    return run(benchmark, options);
  }

  private static boolean isHelp(String word) {
    return word.equals("--help") || word.equals("-h");
  }

  /** Runs one to its end; a signal ends it too, but not before it has stopped what it started. */
  private static int run(Benchmark benchmark, List<String> options) {
    Thread runner = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(runner, ended)));
    try {
      return benchmark.run(Options.parse(options, benchmark.usage())) ? 0 : 1;
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
    } finally {
      ended.countDown();
    }
  }

  private static void end(Thread runner, CountDownLatch ended) {
    if (ended.getCount() > 0) {
      runner.interrupt();
      try {
        boolean _ = ended.await(END_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
