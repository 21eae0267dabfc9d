package org.ostraka.bench.swarm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ostraka.base.Fault;

/** A program that spreads a file from one host to others. */
interface Swarm {
  String name();

  /** The Debian package that is not installed, if one is missing. */
  Optional<String> missingPackage();

  /**
   * How the file is cut, for the theoretical limit.
   *
   * @param bytes its size
   */
  int fragments(long bytes);

  /**
   * Spreads the file from the first place to all others.
   *
   * @return how long each took that fetched it
   */
  Spread spread(Path file, List<Place> places) throws Fault, IOException, InterruptedException;

  /**
   * Where a process runs.
   *
   * @param host the host's number; 0 for this machine itself
   */
  record Place(int host, String address) {
    List<String> command(List<String> line) {
      return host == 0 ? line : Hosts.on(host, line);
    }
  }

  /**
   * What was measured.
   *
   * @param seconds of each client, from the common start to its last verified byte
   * @param seedSent bytes that left the first host meanwhile; 0 where that is not counted
   * @param note anything else worth a line
   */
  record Spread(List<Double> seconds, long seedSent, String note) {
    double last() {
      return seconds.stream().mapToDouble(it -> it).max().orElse(Double.NaN);
    }
  }
}
