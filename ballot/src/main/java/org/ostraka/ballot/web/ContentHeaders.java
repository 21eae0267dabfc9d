package org.ostraka.ballot.web;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.StoredFile;
import org.ostraka.base.Digest;

/** The headers that go with a ballot's bytes. */
final class ContentHeaders {

  /** SHA-256 of the block, 64 hexadecimal digits. */
  static final String DIGEST = "Ostraka-Digest";

  /** When the file reached its state, cut to the hour (ISO 8601). */
  static final String HOUR = "Ostraka-Hour";

  private ContentHeaders() {}

  /** The file that an answer with these headers gives. */
  static StoredFile file(BallotPath name, ApiConnection.Received<byte[]> answer)
      throws IOException {
    try {
      Block block = Block.of(answer.body());
      Digest digest = Digest.parse(header(answer, DIGEST));
      Instant hour = Instant.parse(header(answer, HOUR));
      return new StoredFile(new FileEntry(name, digest, block.size(), hour), block);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new IOException("not an answer with a ballot: " + e.getMessage(), e);
    }
  }

  private static String header(ApiConnection.Received<byte[]> answer, String name)
      throws IOException {
    return answer
        .headers()
        .firstValue(name)
        .orElseThrow(() -> new IOException("an answer without the header " + name));
  }
}
