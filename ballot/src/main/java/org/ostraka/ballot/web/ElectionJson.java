package org.ostraka.ballot.web;

import java.time.Duration;
import java.util.Locale;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.Phase;

/** An election in an answer. */
record ElectionJson(
    String name,
    String phase,
    int voters,
    int blockSize,
    long settlingWindowMillis,
    long allowedSkewMillis,
    boolean sealed) {

  static ElectionJson of(Election election) {
    ElectionOptions options = election.options();
    return new ElectionJson(
        election.name().value(),
        election.phase().name().toLowerCase(Locale.ROOT),
        election.voters(),
        options.blockSize(),
        options.settlingWindow().toMillis(),
        options.allowedSkew().toMillis(),
        options.sealed());
  }

  /** The number of the registration attempt stays with the servers. */
  Election toElection() {
    ElectionOptions options =
        new ElectionOptions(
            blockSize,
            Duration.ofMillis(settlingWindowMillis),
            Duration.ofMillis(allowedSkewMillis),
            sealed);
    Phase known = Phase.valueOf(phase.toUpperCase(Locale.ROOT));
    return new Election(new ElectionName(name), options, known, 0, voters);
  }
}
