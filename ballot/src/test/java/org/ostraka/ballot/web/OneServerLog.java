package org.ostraka.ballot.web;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.box.Applied;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.server.BallotLog;

/** The log of a group of one server: what is appended is applied at once. */
final class OneServerLog implements BallotLog {
  private final BallotReplica replica;
  private final InstantSource clock;
  private long next = 1;

  OneServerLog(BallotReplica replica, InstantSource clock) {
    this.replica = replica;
    this.clock = clock;
  }

  @Override
  public synchronized Appended append(Entry entry) throws IOException {
    LogIndex index = new LogIndex(next++);
    Applied applied = replica.apply(index, replica.stampAt(clock.instant()), entry);
    return new Appended(index, Optional.ofNullable(applied.refusal()));
  }

  @Override
  public boolean leads() {
    return true;
  }
}
