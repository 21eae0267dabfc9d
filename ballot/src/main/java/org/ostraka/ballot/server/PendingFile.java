package org.ostraka.ballot.server;

import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.InodeNumber;

/**
 * A recorded ballot that waits for validation, and where the journal holds it.
 *
 * @param claimBytes length of its claim in the journal
 */
record PendingFile(
    ClaimId id,
    ElectionName election,
    InodeNumber inode,
    FileEntry entry,
    JournalSegment segment,
    long offset,
    int claimBytes) {

  BallotPath name() {
    return entry.name();
  }
}
