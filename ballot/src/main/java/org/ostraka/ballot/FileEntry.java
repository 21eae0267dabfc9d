package org.ostraka.ballot;

import java.time.Instant;
import org.ostraka.base.Digest;

/**
 * The file's side of a ballot: it holds nothing of the voter.
 *
 * @param size bytes of the block
 * @param hour when the file reached its state, cut to the hour
 */
public record FileEntry(BallotPath name, Digest digest, int size, Instant hour) {
  private static final Digest WITHHELD = Digest.wrap(new byte[Digest.BYTES]);

  /**
   * The same entry without what leads to the content, for there may be few contents to choose from:
   * the digest is all zeros and the size 0.
   */
  public FileEntry withheld() {
    return new FileEntry(name, WITHHELD, 0, hour);
  }
}
