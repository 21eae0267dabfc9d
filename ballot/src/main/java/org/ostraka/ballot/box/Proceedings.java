package org.ostraka.ballot.box;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Standing;

/**
 * One entry being applied: what it changes is absorbed at once, so that a later claim of the same
 * batch meets the earlier one, and collected for the store.
 */
final class Proceedings {
  private final Elections elections;
  private final FileNames names;
  private final LogIndex index;
  private final List<Change> changes = new ArrayList<>();
  private final List<Settlement> settlements = new ArrayList<>();
  private final Set<FileKey> filesOfThisEntry = new HashSet<>();

  private record FileKey(ElectionName election, BallotPath name) {}

  Proceedings(Elections elections, FileNames names, LogIndex index) {
    this.elections = elections;
    this.names = names;
    this.index = index;
  }

  Elections elections() {
    return elections;
  }

  LogIndex index() {
    return index;
  }

  void emit(Change change) {
    changes.add(change);
    elections.absorb(change);
    if (change instanceof Change.FilePut put) {
      filesOfThisEntry.add(new FileKey(put.election(), put.name()));
    }
  }

  void settle(ClaimId claim, Standing standing) {
    settlements.add(new Settlement(claim, standing));
  }

  /** Whether a valid file or a directory has this name. */
  boolean isTaken(ElectionBox box, BallotPath name) {
    ElectionName election = box.election().name();
    return box.holdsDirectory(name)
        || filesOfThisEntry.contains(new FileKey(election, name))
        || names.holds(election, name);
  }

  Applied result(@Nullable Refusal refusal) {
    return new Applied(refusal, changes, settlements);
  }
}
