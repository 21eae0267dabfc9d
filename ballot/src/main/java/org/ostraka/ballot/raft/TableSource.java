package org.ostraka.ballot.raft;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.ratis.protocol.RaftPeerId;

/** Port: other servers, of whom a copy of their tables can be had. */
interface TableSource {

  /** Asks the other server for a copy. */
  TableOffer open(RaftPeerId from) throws IOException, InterruptedException;

  /** Brings all files of the copy into {@link #directory}; durable when this returns. */
  void fetch(RaftPeerId from, TableOffer offer) throws IOException, InterruptedException;

  /** Lets the other server remove its copy, and forgets the fetched one. */
  void close(RaftPeerId from, TableOffer offer) throws IOException, InterruptedException;

  /** Where a fetched copy stands. */
  Path directory();
}
