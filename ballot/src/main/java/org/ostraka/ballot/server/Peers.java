package org.ostraka.ballot.server;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.StoredFile;
import org.ostraka.base.Fault;

/** Port: the other ballot servers of the organisation, as one server reaches them. */
public interface Peers {

  /** Every other server, reachable or not. */
  List<ServerId> all();

  /**
   * The election as that server sees it.
   *
   * @throws IOException if the server cannot be reached
   */
  ElectionStatus status(ServerId server, ElectionName election)
      throws Fault, IOException, InterruptedException;

  /**
   * A valid file as that server holds it; empty if it has none of this name.
   *
   * @throws IOException if the server cannot be reached
   */
  Optional<StoredFile> validFile(ServerId server, ElectionName election, BallotPath name)
      throws Fault, IOException, InterruptedException;

  /**
   * Up to {@code limit} valid files of that server in order of name behind {@code after}.
   *
   * @throws IOException if the server cannot be reached
   */
  List<FileEntry> validFiles(ServerId server, ElectionName election, BallotPath after, int limit)
      throws Fault, IOException, InterruptedException;
}
