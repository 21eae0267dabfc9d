package org.ostraka.ballot.store;

import java.time.Instant;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.FileEntry;
import org.ostraka.base.Digest;

/**
 * A valid file that is not saved yet.
 *
 * @param place of its block in the buffer's {@link BlockArena}
 */
record BufferedFile(BallotPath name, Digest digest, int size, Instant hour, long place) {

  FileEntry entry() {
    return new FileEntry(name, digest, size, hour);
  }
}
