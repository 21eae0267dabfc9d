package org.ostraka.bench.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.ostraka.bench.Latencies;
import org.ostraka.bench.Options;
import org.ostraka.bench.Subprocess;

/** One desk saves a file, and many others get it: how long until the last of them has it. */
final class DesksBench {
  private static final long POLL_NANOS = 500_000;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final int WARM_UP = 30;
  private static final int BYTES = 1 << 10;

  private final Path folder;
  private final int desks;
  private final int saves;
  private final Random random = new Random(1);

  DesksBench(Path folder, Options options) {
    this.folder = folder;
    this.desks = options.number("--desks", 50);
    this.saves = options.number("--latencies", 200);
  }

  void measure() throws IOException, InterruptedException {
    Path one = Files.createDirectories(folder.resolve("one"));
    OstrakaHub hub = OstrakaHub.start(folder);
    try (Subprocess _ = hub.process();
        Subprocess _ = hub.startDesk("one", one, folder.resolve("one-home"));
        Subprocess crowd = startOthers(hub)) {
      OstrakaPair.awaitSynced(folder.resolve("one-home"));
      for (int number = 0; number < desks - 1; number++) {
        OstrakaPair.awaitSynced(folder.resolve(number + "-home"));
      }
      Latencies _ = save(one, "warm", WARM_UP);
      Latencies last = save(one, "last", saves);
      System.out.printf(
          "ostraka   last of %d desks, 1 KiB file: %s (the others are one process, %.0f MiB)%n",
          desks, last.summary(), Subprocess.residentBytes(crowd.pid()) / 1e6 / 1.048576);
    }
  }

  private Subprocess startOthers(OstrakaHub hub) throws IOException {
    List<String> line =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            BenchDesks.class.getName(),
            folder.toString(),
            hub.address(),
            hub.fingerprint(),
            Integer.toString(desks - 1));
    return Subprocess.start(line, folder, folder.resolve("others.log"));
  }

  private Latencies save(Path one, String name, int count)
      throws IOException, InterruptedException {
    Latencies latencies = new Latencies();
    for (int number = 0; number < count; number++) {
      byte[] content = new byte[BYTES];
      random.nextBytes(content);
      Files.write(one.resolve(name + number), content);
      long start = System.nanoTime();
      awaitAll(name + number, start);
      latencies.add(System.nanoTime() - start);
      Thread.sleep(20 + random.nextInt(60));
    }
    return latencies;
  }

  private void awaitAll(String file, long start) throws IOException {
    List<Path> left = new ArrayList<>();
    for (int number = 0; number < desks - 1; number++) {
      left.add(folder.resolve(Integer.toString(number)).resolve(file));
    }
    while (!left.isEmpty()) {
      left.removeIf(path -> path.toFile().length() == BYTES);
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IOException("%d desks do not get %s".formatted(left.size(), file));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
