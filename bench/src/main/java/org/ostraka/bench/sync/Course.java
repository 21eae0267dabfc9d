package org.ostraka.bench.sync;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.ostraka.bench.Latencies;
import org.ostraka.bench.Options;

/**
 * What is done in the first folder, and how long the second takes to be the same. Large contents
 * are made outside and renamed into the folder, so that the writing is not counted.
 */
final class Course {
  private static final long POLL_NANOS = 200_000;
  private static final int MOST_SMALL = 32 << 10;
  private static final int IN_A_FOLDER = 500;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Pair pair;
  private final Options options;
  private final Path folder;
  private final Path one;
  private final Path other;
  private final Random random = new Random(1);

  /** How long the last thing took. */
  private double seconds;

  Course(Pair pair, Path folder, Options options) throws IOException {
    this.pair = pair;
    this.folder = folder;
    this.options = options;
    this.one = Files.createDirectories(folder.resolve("one"));
    this.other = Files.createDirectories(folder.resolve("other"));
  }

  void measure() throws IOException, InterruptedException {
    String part = options.text("--part", "all");
    boolean all = part.equals("all");
    try (Pair.Running running = pair.start(folder, one, other)) {
      warmUp(running);
      if (all || part.equals("latency")) {
        latency(running, options.number("--latencies", 200));
      }
      if (all || part.equals("small") || part.equals("move")) {
        int files = options.number("--files", 10_000);
        long bytes = small(running, "small", files);
        say(
            "%,d files, %,d MiB: %.2f s, %.0f files/s",
            files, bytes >> 20, seconds, files / seconds);
      }
      if (all || part.equals("large")) {
        large(running, options.number("--mib", 1_024));
      }
      if (all || part.equals("move")) {
        move(running);
      }
    }
  }

  private void say(String format, Object... arguments) {
    System.out.printf("%-8s " + format + "%n", prepend(arguments));
  }

  private Object[] prepend(Object... arguments) {
    return Stream.concat(Stream.of(pair.name()), Stream.of(arguments)).toArray();
  }

  private void warmUp(Pair.Running running) throws IOException, InterruptedException {
    int files = options.number("--warm", 3_000);
    if (files > 0) {
      long start = System.nanoTime();
      long _ = small(running, "warm", files);
      Path large = content("warm.bin", Math.max(1, files / 20));
      bring(running, large, "warm.bin");
      latencies(running, "warm latency", 30);
      say("warmed up for %.0f s", (System.nanoTime() - start) / 1e9);
    }
  }

  private void latency(Pair.Running running, int count) throws IOException, InterruptedException {
    say("1 KiB file: %s", latencies(running, "latency", count).summary());
  }

  private Latencies latencies(Pair.Running running, String name, int count)
      throws IOException, InterruptedException {
    Files.createDirectories(one.resolve(name));
    Latencies latencies = new Latencies();
    byte[] content = new byte[1 << 10];
    for (int number = 0; number < count; number++) {
      random.nextBytes(content);
      Path target = other.resolve(name).resolve("f" + number);
      Path file = one.resolve(name).resolve("f" + number);
      Files.write(file, content);
      long start = System.nanoTime();
      running.nudge();
      await(() -> target.toFile().length() == content.length);
      latencies.add(System.nanoTime() - start);
      // People do not save in the very moment in which the last file arrived.
      Thread.sleep(20 + random.nextInt(60));
    }
    return latencies;
  }

  /** Writes files of up to 32 KiB, waits for all; returns their bytes. */
  private long small(Pair.Running running, String name, int files)
      throws IOException, InterruptedException {
    long bytes = 0;
    long start = System.nanoTime();
    for (int number = 0; number < files; number++) {
      Path in = one.resolve(name).resolve("d" + number / IN_A_FOLDER);
      if (number % IN_A_FOLDER == 0) {
        Files.createDirectories(in);
      }
      byte[] content = new byte[random.nextInt(MOST_SMALL)];
      random.nextBytes(content);
      Files.write(in.resolve("f" + number), content);
      bytes += content.length;
    }
    running.nudge();
    long sum = bytes;
    await(() -> holds(name, files, sum));
    seconds = (System.nanoTime() - start) / 1e9;
    return bytes;
  }

  private boolean holds(String name, int files, long bytes) {
    Path last = other.resolve(name).resolve("d" + (files - 1) / IN_A_FOLDER);
    String[] there = last.toFile().list();
    if (there == null || there.length < (files - 1) % IN_A_FOLDER + 1) {
      return false;
    }
    try (Stream<Path> all = Files.walk(other.resolve(name))) {
      return all.filter(Files::isRegularFile)
              .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
              .mapToLong(file -> file.toFile().length())
              .sum()
          == bytes;
    } catch (IOException | UncheckedIOException _) {
      return false;
    }
  }

  private Path content(String name, int mib) throws IOException {
    Path file = folder.resolve(name);
    byte[] portion = new byte[1 << 20];
    try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int at = 0; at < mib; at++) {
        random.nextBytes(portion);
        to.write(portion);
      }
    }
    return file;
  }

  /** Renames a file into the folder, and waits until all of it has arrived. */
  private void bring(Pair.Running running, Path file, String name)
      throws IOException, InterruptedException {
    long bytes = Files.size(file);
    Path target = other.resolve(name);
    long start = System.nanoTime();
    Files.move(file, one.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    running.nudge();
    await(() -> target.toFile().length() == bytes);
    seconds = (System.nanoTime() - start) / 1e9;
  }

  private void large(Pair.Running running, int mib) throws IOException, InterruptedException {
    bring(running, content("large.new", mib), "large");
    say("%,d MiB file: %.2f s, %.0f MiB/s", mib, seconds, mib / seconds);
    Path longer = folder.resolve("longer.new");
    try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(longer), 1 << 20)) {
      to.write('x');
      Files.copy(one.resolve("large"), to);
    }
    OptionalLong before = running.sent();
    bring(running, longer, "large");
    say("one byte inserted at its head: %.2f s%s", seconds, sentSince(running, before));
    Files.delete(one.resolve("large"));
    running.nudge();
    await(() -> !Files.exists(other.resolve("large")));
  }

  private static String sentSince(Pair.Running running, OptionalLong before) throws IOException {
    OptionalLong now = running.sent();
    return before.isEmpty() || now.isEmpty()
        ? ""
        : ", %,d bytes of content sent".formatted(now.getAsLong() - before.getAsLong());
  }

  private void move(Pair.Running running) throws IOException, InterruptedException {
    OptionalLong before = running.sent();
    Path target = other.resolve("moved");
    int folders = (int) count(one.resolve("small"));
    long start = System.nanoTime();
    Files.move(one.resolve("small"), one.resolve("moved"));
    running.nudge();
    await(() -> Files.exists(target) && !Files.exists(other.resolve("small")));
    await(() -> count(target) == folders);
    seconds = (System.nanoTime() - start) / 1e9;
    say("that folder moved: %.2f s%s", seconds, sentSince(running, before));
  }

  private static long count(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? 0 : names.length;
  }

  private void await(BooleanSupplier condition) throws IOException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IOException(pair.name() + " does not bring it within ten minutes");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
