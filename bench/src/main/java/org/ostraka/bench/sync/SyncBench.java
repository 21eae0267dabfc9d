package org.ostraka.bench.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ostraka.base.Fault;
import org.ostraka.bench.Benchmark;
import org.ostraka.bench.Options;
import org.ostraka.bench.Subprocess;

/** The sync capability: from a change in one folder to the same in the other. */
public final class SyncBench implements Benchmark {

  @Override
  public String usage() {
    return """
    two folders of this machine kept identical: a 1 KiB file, many small files, a large file, a byte
    inserted at its head, a folder moved; ours (hub and two desks, TLS) beside Unison and rsync
      --part all|latency|small|large|move  what to measure (all); large includes the inserted byte
      --rivals yes|no                      whether to measure the others too, if installed (yes)
      --latencies 200                      files of 1 KiB, one after the other
      --files 10000 --mib 1024             how many small files, how large the large one
      --warm 3000                          small files (and MiB / 20) moved before measuring
      --folder DIR                         where all of it is (a new folder below /tmp)\
    """;
  }

  @Override
  public boolean run(Options options) throws Fault, IOException, InterruptedException {
    Path parent = Files.createDirectories(options.path("--folder", "/tmp"));
    Path folder = Files.createTempDirectory(parent, "sync-bench");
    boolean rivals = options.text("--rivals", "yes").equals("yes");
    List<Pair> pairs = List.of(new OstrakaPair(), new UnisonPair(), new RsyncPair());
    try {
      for (Pair pair : rivals ? pairs : pairs.subList(0, 1)) {
        Optional<String> missing = pair.missingPackage();
        if (missing.isPresent()) {
          System.out.printf("%-8s not measured: apt-get install %s%n", pair.name(), missing.get());
        } else {
          Path own = Files.createDirectories(folder.resolve(pair.name()));
          new Course(pair, own, options).measure();
        }
      }
    } finally {
      Subprocess.remove(folder);
    }
    return true;
  }
}
