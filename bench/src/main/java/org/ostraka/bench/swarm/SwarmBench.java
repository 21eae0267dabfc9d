package org.ostraka.bench.swarm;

import java.io.IOException;
import org.ostraka.base.Fault;
import org.ostraka.bench.Benchmark;
import org.ostraka.bench.Options;

/**
 * The swarm capability: spreading and a single pair beside libtorrent and aria2, the time without
 * an owner, memory.
 */
public final class SwarmBench implements Benchmark {

  @Override
  public String usage() {
    return """
    spreading a file, one fast pair, death of an owner, memory; beside libtorrent and aria2
      --part all|spread|pair|owner|memory  what to measure (all)
      --rivals yes|no                      whether to measure libtorrent and aria2 too (yes)
      --runs 3                             how often
      --mib 128 --clients 8 --rate 100     for spread, as root: rate in Mbit/s of every host
      --warm 256                           MiB that each of our processes moves within itself before
      --rehearse 96 --rehearsals 1         MiB that they spread among themselves before, and how often
      --jvm "-Xmx192m -XX:+UseSerialGC"    options of our processes
      --pair-mib 1024                      for the pair
      --deaths 20                          for the owner
      --holders 50 --files 40              for the memory of a mapping server
      --gib 10                             for the memory of a client; 0 leaves it out
      --folder /tmp                        where the files are
    """;
  }

  @Override
  public boolean run(Options options) throws Fault, IOException, InterruptedException {
    String part = options.text("--part", "all");
    boolean all = part.equals("all");
    try (BenchFolder folder = BenchFolder.make(options.path("--folder", "/tmp"))) {
      if (all || part.equals("spread")) {
        new SpreadBench(options, folder).measure();
      }
      if (all || part.equals("pair")) {
        new PairBench(options, folder).measure();
      }
      if (all || part.equals("owner")) {
        new OwnerBench(options, folder).measure();
      }
      if (all || part.equals("memory")) {
        new MemoryBench(options, folder).measure();
      }
    }
    return true;
  }
}
