package org.ostraka.ballot.server;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.VoterId;

/**
 * Port: this server's table of invalid files. As for valid ones, the file's side and the voter's
 * side are apart, and neither leads to the other.
 */
public interface InvalidFiles extends Closeable {

  /** Records a decided claim; durable when this returns, and the same when done twice. */
  void put(Claim claim, Refusal reason) throws IOException;

  /**
   * Up to {@code limit} files in order of name behind {@code after}, as in the replicated store.
   */
  List<FileEntry> files(ElectionName election, BallotPath after, int limit) throws IOException;

  /** Reads an invalid file. */
  Optional<StoredFile> file(ElectionName election, BallotPath name) throws IOException;

  /** Whether an invalid file has this name. */
  boolean holds(ElectionName election, BallotPath name) throws IOException;

  /** Reasons for which this voter's files became invalid here, oldest first. */
  List<Refusal> reasons(ElectionName election, VoterId voter) throws IOException;

  /** Why this claim became invalid here; looks at every invalid file of the election. */
  Optional<Refusal> reason(ElectionName election, ClaimId claim) throws IOException;

  /** Number of invalid files of the election here. */
  long count(ElectionName election) throws IOException;
}
