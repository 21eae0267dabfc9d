package org.ostraka.ballot.box;

import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;

/** Port: the names of the valid files that are stored, so that a ballot box need not hold them. */
@FunctionalInterface
public interface FileNames {

  /** Whether a committed valid file has this name. */
  boolean holds(ElectionName election, BallotPath name);
}
