package org.ostraka.bench.ballot;

import java.io.IOException;
import java.util.List;
import org.ostraka.base.Fault;
import org.ostraka.bench.Benchmark;
import org.ostraka.bench.Options;

/**
 * The ballot capability: rate beside etcd and PostgreSQL, latency, mount, memory, disk, start-up.
 */
public final class BallotBench implements Benchmark {
  private static final List<String> PARTS = List.of("all", "rate", "latency", "mount", "size");

  @Override
  public String usage() {
    return """
    valid ballots per second beside etcd and PostgreSQL, latency, mount, memory and disk
      --part all|rate|latency|mount|size   what to measure (all)
      --rivals yes|no                      whether to start the peers too (yes)
      --warm 180s --runs 3                 rate: how long elections are held before those counted
      --run-ballots 250000                 rate: ballots of each election
      --ahead 20000                        rate: ballots that may be undecided at a time
      --run 20s                            rate: how long a peer is measured, and warmed up before
      --periods 200,10                     latency: reconciler periods in ms, one run with each
      --light-warm 150 --light-ballots 300 latency: ballots before those counted, and counted
      --ballots 1000000                    for the size
      --keep FOLDER --kills 1              size: where the servers stay, or are from an earlier run
      --folder /tmp                        where the servers' disks are
    """;
  }

  @Override
  public boolean run(Options options) throws Fault, IOException, InterruptedException {
    String part = options.text("--part", "all");
    boolean all = part.equals("all");
    if (!PARTS.contains(part)) {
      throw new IllegalArgumentException("--part " + part + ": there are " + PARTS);
    }
    if (all || part.equals("rate")) {
      new RateBench(options).measure(options.text("--rivals", "yes").equals("yes"));
    }
    if (all || part.equals("latency")) {
      new LatencyBench(options).measure();
    }
    if (all || part.equals("mount")) {
      new MountBench(options).measure();
    }
    if (all || part.equals("size")) {
      new SizeBench(options).measure();
    }
    return true;
  }
}
