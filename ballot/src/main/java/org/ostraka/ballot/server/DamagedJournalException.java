package org.ostraka.ballot.server;

import java.io.IOException;
import java.nio.file.Path;

/** A record of the journal that was durable can no longer be read. */
public final class DamagedJournalException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedJournalException(Path file, long offset) {
    super(
        "%s: damaged at byte %d, where it was durable: keep the file, it holds recorded ballots"
            .formatted(file, offset));
  }
}
