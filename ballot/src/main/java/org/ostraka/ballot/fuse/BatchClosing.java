package org.ostraka.ballot.fuse;

import java.io.IOException;
import java.util.List;
import org.ostraka.ballot.BallotFileSystem;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.Written;
import org.ostraka.base.Fault;

/** A file system that closes many files with one wait, and answers everything else at once. */
public interface BatchClosing extends BallotFileSystem {

  /**
   * Writes and closes each file, as {@link #close} does; the results are in the order of the files.
   *
   * @throws Fault if nothing at all was recorded
   */
  List<CastResult> closeAll(List<Written> files) throws Fault, IOException, InterruptedException;
}
