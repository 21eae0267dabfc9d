package org.ostraka.bench.ballot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.ostraka.base.Fault;
import org.ostraka.bench.Latencies;
import org.ostraka.bench.Options;
import org.ostraka.bench.Subprocess;

/**
 * Create, write and close through the mount, durable when close returns, by 16 writers; beside a
 * plain file system on the same disk with an fsync a file.
 */
final class MountBench {
  private static final int WRITERS = 16;
  private static final int MOST_PER_SECOND = 20_000;

  private final Path parent;
  private final Duration warmUp;
  private final Duration run;

  MountBench(Options options) {
    this.parent = options.path("--folder", "/tmp");
    this.warmUp = options.duration("--warm", "30s");
    this.run = options.duration("--run", "20s");
  }

  /**
   * What the writers share: the next number, how many are done, how long each took, what failed.
   */
  private static final class Tally {
    final AtomicInteger next = new AtomicInteger(1);
    final AtomicLong done = new AtomicLong();
    final Latencies latencies = new Latencies();
    final ConcurrentLinkedQueue<IOException> failures = new ConcurrentLinkedQueue<>();
  }

  /** How a writer makes its next file durable. */
  private interface NewFile {
    void write(int number, ByteBuffer content) throws IOException;
  }

  void measure() throws Fault, IOException, InterruptedException {
    System.out.printf(
        "files per second, created, written (%d bytes) and closed durably, %d writers, warm-up %d s, run %d s%n",
        Rival.BLOCK_BYTES, WRITERS, warmUp.toSeconds(), run.toSeconds());
    double plain = plain();
    double mounted = mounted();
    System.out.printf("the mount reaches %.2f of the plain file system%n", mounted / plain);
  }

  private double plain() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(parent, "plain");
    try {
      return measure(
          "plain file system with fsync",
          (number, content) -> {
            Path file = folder.resolve("f" + number);
            try (FileChannel channel = create(file)) {
              channel.write(content);
              channel.force(false);
            }
          });
    } finally {
      Subprocess.remove(folder);
    }
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  private double mounted() throws Fault, IOException, InterruptedException {
    int voters = (int) (warmUp.toSeconds() + run.toSeconds() + 1) * MOST_PER_SECOND;
    Path mountPoint = Files.createTempDirectory(parent, "mount");
    try (TestOrganisation organisation = TestOrganisation.start(parent).up()) {
      organisation.openElection("mount", voters, Casting::voterId);
      try (Subprocess _ = organisation.mount("mount", mountPoint)) {
        return measure(
            "ostraka's mount",
            (number, content) -> {
              String name = "f" + number + "@" + Casting.voterId(number);
              try (FileChannel channel = create(mountPoint.resolve(name))) {
                channel.write(content);
              }
            });
      }
    } finally {
      Files.deleteIfExists(mountPoint);
    }
  }

  private double measure(String what, NewFile file) throws IOException, InterruptedException {
    Tally tally = new Tally();
    long end = System.nanoTime() + warmUp.plus(run).toNanos();
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      writers.add(Thread.ofPlatform().start(() -> writeUntil(end, file, tally)));
    }
    Thread.sleep(warmUp);
    long before = tally.done.get();
    long started = System.nanoTime();
    Thread.sleep(run);
    double rate = (tally.done.get() - before) / ((System.nanoTime() - started) / 1e9);
    for (Thread writer : writers) {
      writer.join();
    }
    if (!tally.failures.isEmpty()) {
      throw tally.failures.remove();
    }
    System.out.printf("%-32s %8.0f/s, each %s%n", what, rate, tally.latencies.summary());
    return rate;
  }

  private static void writeUntil(long end, NewFile file, Tally tally) {
    ByteBuffer content = ByteBuffer.allocate(Rival.BLOCK_BYTES);
    try {
      while (System.nanoTime() < end) {
        int number = tally.next.getAndIncrement();
        content.clear().putInt(0, number);
        long started = System.nanoTime();
        file.write(number, content);
        tally.latencies.add(System.nanoTime() - started);
        tally.done.incrementAndGet();
      }
    } catch (IOException e) {
      tally.failures.add(e);
    }
  }
}
