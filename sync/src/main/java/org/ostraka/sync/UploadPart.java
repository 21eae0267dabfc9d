package org.ostraka.sync;

import java.util.List;

/**
 * A part of a file that somebody is sending and that has no place in the tree yet: other desks may
 * fetch it meanwhile. Nothing depends on it.
 *
 * @param upload tells uploads apart; drawn as node ids are
 * @param from how many chunks of the file come before these
 * @param chunks that the hub has now, in the file's order
 */
public record UploadPart(NodeId upload, int from, List<ChunkRef> chunks) {

  /** Copies the list. */
  public UploadPart {
    chunks = List.copyOf(chunks);
    if (from < 0 || from > Content.MAX_CHUNKS) {
      throw new IllegalArgumentException(
          "part from chunk %d: must be from 0 to %d".formatted(from, Content.MAX_CHUNKS));
    }
  }
}
