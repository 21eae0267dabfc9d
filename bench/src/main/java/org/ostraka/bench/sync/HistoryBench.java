package org.ostraka.bench.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.ostraka.base.Fault;
import org.ostraka.bench.Benchmark;
import org.ostraka.bench.Options;
import org.ostraka.bench.Subprocess;
import org.ostraka.sync.history.History;
import org.ostraka.sync.history.HistoryPlace;
import org.ostraka.sync.history.HistorySettings;

/** How many files a second the history commits to a repository of the hub's own. */
public final class HistoryBench implements Benchmark {
  private static final int WARM_UP = 3_000;

  @Override
  public String usage() {
    return """
    Files a second that the journal's writer commits to a Subversion repository, made durable,
    after a warm-up of 3,000 files in the same process. svnadmin verifies the result.
      --files 20000   --bytes 4096   --directory DIR (new; on the disk to be measured)\
    """;
  }

  @Override
  public boolean run(Options options) throws Fault, IOException, InterruptedException {
    Path directory = options.path("--directory", "history-bench");
    if (Files.exists(directory)) {
      throw new IllegalArgumentException(directory + " exists: give a new directory");
    }
    Files.createDirectories(directory);
    int bytes = options.number("--bytes", 4_096);
    drain(directory.resolve("warm-up"), new ManyFiles(WARM_UP, bytes));
    int files = options.number("--files", 20_000);
    double seconds = drain(directory.resolve("measured"), new ManyFiles(files, bytes));
    System.out.printf(
        "%d files of %d bytes committed in %.1f s: %.0f files/s%n",
        files, bytes, seconds, files / seconds);
    String repository = directory.resolve("measured/repository").toString();
    System.out.print(Subprocess.run(List.of("svnadmin", "verify", "-q", repository)));
    return true;
  }

  private static double drain(Path directory, ManyFiles journal)
      throws Fault, IOException, InterruptedException {
    HistoryPlace place = new HistoryPlace.Own(directory.resolve("repository"));
    HistorySettings settings = HistorySettings.of("bench", directory.resolve("state"));
    try (History history = History.open(place, settings, journal, InstantSource.system())) {
      long start = System.nanoTime();
      history.start();
      while (history.status().waiting() > 0) {
        Thread.sleep(10);
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
