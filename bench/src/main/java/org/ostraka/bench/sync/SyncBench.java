package org.ostraka.bench.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ostraka.base.Fault;
import org.ostraka.bench.Benchmark;
import org.ostraka.bench.Options;
import org.ostraka.bench.Subprocess;

/** The sync capability: from a change in one folder to the same in the other. */
public final class SyncBench implements Benchmark {
  private static final List<Pair> PAIRS =
      List.of(
          new OstrakaPair(),
          new SyncthingPair(),
          new UnisonPair(),
          new LsyncdPair(),
          new RsyncPair(),
          new RsyncSshPair());
  private static final String ALL = PAIRS.stream().map(Pair::name).collect(Collectors.joining(","));

  @Override
  public String usage() {
    return """
    two folders of this machine kept identical: from a change in one to the same in the other; ours
    (hub and two desks, each a process, TLS) beside Syncthing, Unison, lsyncd and rsync, whichever
    are installed (Debian: apt-get install syncthing unison lsyncd rsync openssh-server)
      --part latency,small,large,move      what to measure (this): a 1 KiB file; files of up to
                                           32 KiB; a large file and a byte at its head; the folder
                                           of small files moved; also: many (files of 4 KiB), and
                                           alone: desks (the last of many gets a 1 KiB file),
                                           listeners (what idle streams of events cost the hub)
      --with ostraka,syncthing,...         whom to measure (all)
      --latencies 200                      files of 1 KiB, one after the other
      --files 10000 --mib 1024             how many small files, how large the large one
      --rounds 3 --small-rounds 1          large files, one after the other; so many times the small
      --many 100000 --desks 50             files of 4 KiB; desks that all get a 1 KiB file
      --listeners 200 --idle 60s           open streams, and how long nothing happens (warm-up:
                                           --idle-warm 30s)
      --warm 3000                          small files (and MiB / 20) moved before measuring
      --warm-mib 1024                      for large: a file moved before that, whose figure is that
                                           of programs that have just been started
      --folder DIR                         where all of it is (a new folder below /tmp)\
    """;
  }

  @Override
  public boolean run(Options options) throws Fault, IOException, InterruptedException {
    Path parent = Files.createDirectories(options.path("--folder", "/tmp"));
    Path folder = Files.createTempDirectory(parent, "sync-bench");
    Set<String> with = Set.of(options.text("--with", ALL).split(",", -1));
    try {
      if (options.text("--part", "").equals("desks")) {
        new DesksBench(folder, options).measure();
        return true;
      }
      if (options.text("--part", "").equals("listeners")) {
        new ListenersBench(folder, options).measure();
        return true;
      }
      for (Pair pair : PAIRS) {
        if (with.contains(pair.name())) {
          Path own = Files.createDirectories(folder.resolve(pair.name()));
          measure(pair, own, options);
          Subprocess.remove(own);
        }
      }
    } finally {
      Subprocess.remove(folder);
    }
    return true;
  }

  private static void measure(Pair pair, Path folder, Options options)
      throws IOException, InterruptedException {
    Optional<String> missing = pair.missingPackage();
    if (missing.isPresent()) {
      System.out.printf("%-9s not measured: apt-get install %s%n", pair.name(), missing.get());
      return;
    }
    new Course(pair, folder, options).measure();
  }
}
