package org.ostraka.ballot.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.io.IOException;
import java.io.InputStream;
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
  static StoredFile file(BallotPath name, Headers headers, InputStream body) throws IOException {
    try {
      Block block = Block.of(body.readNBytes(Block.MAX_BYTES + 1));
      Digest digest = Digest.parse(header(headers, DIGEST));
      Instant hour = Instant.parse(header(headers, HOUR));
      return new StoredFile(new FileEntry(name, digest, block.size(), hour), block);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new IOException("not an answer with a ballot: " + e.getMessage(), e);
    }
  }

  private static String header(Headers headers, String name) throws IOException {
    return headers
        .first(HeaderNames.create(name))
        .orElseThrow(() -> new IOException("an answer without the header " + name));
  }
}
