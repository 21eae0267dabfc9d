package org.ostraka.bench;

import java.io.IOException;
import org.ostraka.base.Fault;

/** A benchmark of one capability. */
public interface Benchmark {

  /** What it measures and which options it takes, for people. */
  String usage();

  /**
   * Measures and prints.
   *
   * @return whether every check of the results held; speed is never checked
   */
  boolean run(Options options) throws Fault, IOException, InterruptedException;
}
