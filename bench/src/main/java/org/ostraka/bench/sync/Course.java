package org.ostraka.bench.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.ostraka.bench.Latencies;
import org.ostraka.bench.Options;

/** What is done in the first folder, and how long the second takes to be the same. */
final class Course {
  private static final int MOST_SMALL = 32 << 10;
  private static final int FEW_BYTES = 4 << 10;

  private final Pair pair;
  private final Path folder;
  private final Options options;
  private final Ground ground;
  private final Set<String> parts;
  private final Map<String, Double> processor = new LinkedHashMap<>();

  Course(Pair pair, Path folder, Options options) throws IOException {
    this.pair = pair;
    this.folder = folder;
    this.options = options;
    this.ground = new Ground(folder);
    this.parts = Set.of(options.text("--part", "latency,small,large,move").split(",", -1));
  }

  void measure() throws IOException, InterruptedException {
    try (Pair.Running running = pair.start(folder, ground.one(), ground.other())) {
      warmUpLarge(running);
      warmUp(running);
      if (parts.contains("latency")) {
        begin(running);
        say(running, "1 KiB file: " + latencies(running, "latency").summary());
      }
      if (parts.contains("small") || parts.contains("move")) {
        smallRounds(running);
      }
      if (parts.contains("many")) {
        many(running);
      }
      if (parts.contains("large")) {
        large(running);
      }
    }
  }

  private void begin(Pair.Running running) {
    running.programs().forEach((name, program) -> processor.put(name, program.processorSeconds()));
  }

  /** Prints a line, with the processor time that it cost since {@link #begin}. */
  private void say(Pair.Running running, String text) {
    String cost =
        running.programs().entrySet().stream()
            .map(it -> {
              double now = it.getValue().processorSeconds();
              double taken = now - processor.getOrDefault(it.getKey(), 0.0);
              return "%s %.1f".formatted(it.getKey(), taken);
            })
            .collect(Collectors.joining(", "));
    System.out.printf("%-9s %s (processor seconds: %s)%n", pair.name(), text, cost);
  }

  /** Programs run for weeks: the first file after their start has a figure of its own. */
  private void warmUpLarge(Pair.Running running) throws IOException, InterruptedException {
    int mib = options.number("--warm-mib", 1_024);
    if (!parts.contains("large") || mib == 0) {
      return;
    }
    Path content = ground.content("first.new", mib);
    begin(running);
    double seconds = ground.bring(running, content, "first");
    say(
        running,
        "first file after the start, %,d MiB: %.2f s, %.0f MiB/s"
            .formatted(mib, seconds, mib / seconds));
    ground.remove(running, "first");
  }

  private void warmUp(Pair.Running running) throws IOException, InterruptedException {
    int files = options.number("--warm", 3_000);
    if (files == 0) {
      return;
    }
    begin(running);
    long start = System.nanoTime();
    Ground.Done _ = ground.saveMany(running, "warm", files, it -> it.nextInt(MOST_SMALL));
    double _ = ground.bring(running, ground.content("warm.new", files / 20 + 1), "warm.bin");
    for (int number = 0; number < 30; number++) {
      long _ = ground.save(running, "warm", "f" + number, 1 << 10);
    }
    say(running, "warmed up for %.0f s".formatted((System.nanoTime() - start) / 1e9));
  }

  private Latencies latencies(Pair.Running running, String name)
      throws IOException, InterruptedException {
    Latencies latencies = new Latencies();
    for (int number = 0; number < options.number("--latencies", 200); number++) {
      latencies.add(ground.save(running, name, "f" + number, 1 << 10));
      ground.breathe();
    }
    return latencies;
  }

  private void smallRounds(Pair.Running running) throws IOException, InterruptedException {
    int files = options.number("--files", 10_000);
    small(running, "small", files);
    for (int round = 1; round < options.number("--small-rounds", 1); round++) {
      small(running, "small" + round, files);
    }
    if (parts.contains("move")) {
      OptionalLong before = running.sent();
      begin(running);
      double seconds = ground.move(running, "small", "moved", files);
      say(running, "that folder moved: %.2f s%s".formatted(seconds, sentSince(running, before)));
    }
  }

  private void small(Pair.Running running, String name, int files)
      throws IOException, InterruptedException {
    begin(running);
    Ground.Done done = ground.saveMany(running, name, files, it -> it.nextInt(MOST_SMALL));
    report(running, files, done);
    ground.requireEqual(name);
  }

  private void report(Pair.Running running, int files, Ground.Done done) {
    say(
        running,
        "%,d files, %,d MiB: %.2f s, %.0f files/s"
            .formatted(files, done.bytes() >> 20, done.seconds(), files / done.seconds()));
  }

  private void many(Pair.Running running) throws IOException, InterruptedException {
    int files = options.number("--many", 100_000);
    begin(running);
    report(running, files, ground.saveMany(running, "many", files, _ -> FEW_BYTES));
  }

  private void large(Pair.Running running) throws IOException, InterruptedException {
    bringLarge(running);
    for (int round = 1; round < options.number("--rounds", 3); round++) {
      ground.remove(running, "large");
      bringLarge(running);
    }
    Path longer = ground.longer("longer.new", "large");
    OptionalLong before = running.sent();
    begin(running);
    double seconds = ground.bring(running, longer, "large");
    String sent = sentSince(running, before);
    say(running, "one byte inserted at its head: %.2f s%s".formatted(seconds, sent));
    ground.requireEqual("large");
    ground.remove(running, "large");
  }

  private void bringLarge(Pair.Running running) throws IOException, InterruptedException {
    int mib = options.number("--mib", 1_024);
    Path content = ground.content("large.new", mib);
    begin(running);
    double seconds = ground.bring(running, content, "large");
    say(running, "%,d MiB file: %.2f s, %.0f MiB/s".formatted(mib, seconds, mib / seconds));
    ground.requireEqual("large");
  }

  private static String sentSince(Pair.Running running, OptionalLong before) throws IOException {
    OptionalLong now = running.sent();
    return before.isEmpty() || now.isEmpty()
        ? ""
        : ", %,d bytes of content sent".formatted(now.getAsLong() - before.getAsLong());
  }
}
