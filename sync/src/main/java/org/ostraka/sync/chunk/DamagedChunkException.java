package org.ostraka.sync.chunk;

import java.io.IOException;
import org.ostraka.base.Digest;

/** A chunk on the disk is no longer what was written there. */
public final class DamagedChunkException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedChunkException(Digest digest, int segment, long offset) {
    super(
        "chunk %s is damaged on the disk (segment %d, byte %d): restore the segment from a copy"
            .formatted(digest, segment, offset));
  }
}
