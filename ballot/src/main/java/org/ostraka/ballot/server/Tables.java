package org.ostraka.ballot.server;

import java.io.Closeable;
import java.io.IOException;
import org.ostraka.ballot.box.BallotReplica;

/**
 * The three tables of a server: valid files in the replica, pending and invalid ones of its own.
 */
public record Tables(BallotReplica replica, PendingFiles pending, InvalidFiles invalid)
    implements Closeable {

  @Override
  public void close() throws IOException {
    pending.close();
    invalid.close();
    replica.store().close();
  }
}
