package org.ostraka.ballot.server;

import java.io.IOException;
import java.util.Optional;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.box.Entry;
import org.ostraka.base.Fault;

/**
 * Port: the totally ordered log of the synchronisation servers. Consensus stands behind it in
 * production, a simulated log in tests.
 */
public interface BallotLog {

  /**
   * Appends the entry and waits until the leader has applied it. When this throws, the entry may or
   * may not stand in the log: every entry may be appended again.
   *
   * @throws Fault of kind UNAVAILABLE when no majority answers in time
   */
  Appended append(Entry entry) throws Fault, IOException, InterruptedException;

  /** Whether this server is the leader, as far as it knows. */
  boolean leads();

  /**
   * Where an entry stands in the log.
   *
   * @param refusal why it had no effect, if it had none
   */
  record Appended(LogIndex index, Optional<Refusal> refusal) {}
}
