package org.ostraka.sync.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.ostraka.base.Digest;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.Content;
import org.ostraka.sync.Entry;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Folder;
import org.ostraka.sync.LinkEntry;

/** Short digests that tell contents apart without reading them. */
final class Texts {

  /** Of what has no text. */
  static final Digest NO_TEXT = Digest.of(new byte[0]);

  private Texts() {}

  /** Equal for equal lists of chunks. */
  static Digest digest(Content content) {
    MessageDigest sha256 = Digest.sha256();
    for (ChunkRef chunk : content.chunks()) {
      sha256.update(chunk.digest().toBytes());
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, chunk.length()));
    }
    return Digest.finish(sha256);
  }

  static Digest digest(LinkEntry link) {
    return Digest.of(link.target().getBytes(UTF_8));
  }

  /** Whether a reader sees no difference between the two. */
  static boolean same(Entry one, Entry other) {
    return switch (one) {
      case Folder _ -> other instanceof Folder;
      case FileEntry file -> other instanceof FileEntry otherFile && file.reads(otherFile);
      case LinkEntry link -> link.equals(other);
    };
  }
}
