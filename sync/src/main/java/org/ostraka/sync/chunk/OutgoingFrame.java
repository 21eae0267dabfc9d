package org.ostraka.sync.chunk;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.Chunk;

/**
 * A chunk's frame on its way out. What does not get shorter by compressing is not copied: with
 * large files the copies would take as much time as the sending.
 */
public final class OutgoingFrame {
  private final byte[] head;

  /** What follows the head; null where the head is the whole frame. */
  private final @Nullable Chunk content;

  private OutgoingFrame(byte[] head, @Nullable Chunk content) {
    this.head = head;
    this.content = content;
  }

  /** The chunk's frame, compressed if a sample of it says that this helps. */
  public static OutgoingFrame of(Chunk chunk) {
    if (ChunkFrame.seemsCompressible(chunk.bytes())) {
      return new OutgoingFrame(ChunkFrame.of(chunk).array(), null);
    }
    return new OutgoingFrame(ChunkFrame.plainHeader(chunk).array(), chunk);
  }

  /** Bytes of header and content. */
  public int size() {
    return head.length + (content == null ? 0 : content.length());
  }

  /** Writes header and content. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(head);
    if (content != null) {
      content.writeTo(out);
    }
  }
}
