package org.ostraka.bench.ballot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A peer that can keep ballots: put-if-absent on three servers, durable on two when it answers. */
interface Rival {

  /** Bytes of every ballot in these benchmarks. */
  int BLOCK_BYTES = 1_100;

  /** One way of loading a rival, and the ballots a second it kept. */
  record Rate(String load, double perSecond) {}

  String name();

  /** The Debian package that is not installed, if one is missing. */
  Optional<String> missingPackage();

  /** Starts three servers in an empty folder, loads them, stops them. */
  List<Rate> measure(Path folder, Duration warmUp, Duration run)
      throws IOException, InterruptedException;
}
