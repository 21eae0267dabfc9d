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
 * Create, write and close through the mount, durable when close returns, by 16 writers, each in a
 * directory of its own and then all in one; beside a plain file system on the same disk with an
 * fsync a file. The kernel makes one name at a time in a directory, whatever the file system.
 */
final class MountBench {
  private static final int WRITERS = 16;
  private static final int MOST_PER_SECOND = 10_000;

  /** There is little to compile: the kernel does the work. */
  private static final Duration PLAIN_WARM_UP = Duration.ofSeconds(5);

  private final Path parent;
  private final Duration warmUp;
  private final Duration run;

  MountBench(Options options) {
    this.parent = options.path("--folder", "/tmp");
    this.warmUp = options.duration("--warm", "30s");
    this.run = options.duration("--run", "20s");
  }

  /**
   * What the writers share: the next number, how many are done, how long each took when warm, what
   * failed.
   */
  private static final class Tally {
    final AtomicInteger next = new AtomicInteger(1);
    final AtomicLong done = new AtomicLong();
    final Latencies latencies = new Latencies();
    volatile boolean isWarm;
    final ConcurrentLinkedQueue<IOException> failures = new ConcurrentLinkedQueue<>();
  }

  /** How a writer makes its next file durable. */
  private interface NewFile {
    void write(int writer, int number, ByteBuffer content) throws IOException;
  }

  /** Where the writers write. */
  private enum Layout {
    OWN("a directory a writer"),
    ONE("all in one directory");

    private final String words;

    Layout(String words) {
      this.words = words;
    }

    String directory(int writer) {
      return this == OWN ? "office-" + writer : "";
    }
  }

  void measure() throws Fault, IOException, InterruptedException {
    System.out.printf(
        "files per second, created, written (%d bytes) and closed durably, %d writers, warm-up %d s, run %d s%n",
        Rival.BLOCK_BYTES, WRITERS, warmUp.toSeconds(), run.toSeconds());
    for (Layout layout : Layout.values()) {
      double plain = plain(layout);
      double mounted = mounted(layout);
      System.out.printf(
          "%s: the mount reaches %.2f of the plain file system%n", layout.words, mounted / plain);
    }
  }

  private double plain(Layout layout) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(parent, "plain");
    try {
      for (int writer = 0; writer < WRITERS; writer++) {
        Files.createDirectories(folder.resolve(layout.directory(writer)));
      }
      return measure(
          "plain file system with fsync, " + layout.words,
          PLAIN_WARM_UP,
          (writer, number, content) -> {
            Path file = folder.resolve(layout.directory(writer)).resolve("f" + number);
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

  private double mounted(Layout layout) throws Fault, IOException, InterruptedException {
    int voters = (int) (warmUp.toSeconds() + run.toSeconds() + 1) * MOST_PER_SECOND;
    Path mountPoint = Files.createTempDirectory(parent, "mount");
    try (TestOrganisation organisation = TestOrganisation.start(parent).up()) {
      organisation.openElection("mount", voters, Casting::voterId);
      for (int writer = 0; layout == Layout.OWN && writer < WRITERS; writer++) {
        organisation.command("ballot", "mkdir", "mount", layout.directory(writer));
      }
      try (Subprocess _ = organisation.mount("mount", mountPoint)) {
        return measure(
            "ostraka's mount, " + layout.words,
            warmUp,
            (writer, number, content) -> {
              String name = "f" + number + "@" + Casting.voterId(number);
              Path file = mountPoint.resolve(layout.directory(writer)).resolve(name);
              try (FileChannel channel = create(file)) {
                channel.write(content);
              }
            });
      }
    } finally {
      Files.deleteIfExists(mountPoint);
    }
  }

  private double measure(String what, Duration warmed, NewFile file)
      throws IOException, InterruptedException {
    Tally tally = new Tally();
    long end = System.nanoTime() + warmed.plus(run).toNanos();
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      writers.add(Thread.ofPlatform().start(() -> writeUntil(end, number, file, tally)));
    }
    Thread.sleep(warmed);
    tally.isWarm = true;
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
    System.out.printf("%-60s %8.0f/s, each %s%n", what, rate, tally.latencies.summary());
    return rate;
  }

  private static void writeUntil(long end, int writer, NewFile file, Tally tally) {
    ByteBuffer content = ByteBuffer.allocate(Rival.BLOCK_BYTES);
    try {
      while (System.nanoTime() < end) {
        int number = tally.next.getAndIncrement();
        content.clear().putInt(0, number);
        long started = System.nanoTime();
        file.write(writer, number, content);
        if (tally.isWarm) {
          tally.latencies.add(System.nanoTime() - started);
        }
        tally.done.incrementAndGet();
      }
    } catch (IOException e) {
      tally.failures.add(e);
    }
  }
}
