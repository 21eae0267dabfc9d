package org.ostraka.ballot.raft;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.ratis.server.protocol.TermIndex;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.LogIndex;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * Where the kept log begins: everything up to {@code place} may be purged, because the tables hold
 * it durably.
 *
 * @param tables the tables' own index when the mark was written; tables that stand before it have
 *     lost something that the log cannot give back
 */
record SnapshotMark(TermIndex place, LogIndex tables) {
  private static final int MAX_BYTES = 100;
  private static final String VERSION = "snapshot-1";

  /** The mark in the file, or null when there is none yet. */
  static @Nullable SnapshotMark readOrNull(AtomicFiles files, Path file) throws IOException {
    try {
      return parse(file, new String(files.read(file, MAX_BYTES), StandardCharsets.US_ASCII));
    } catch (Fault e) {
      if (e.kind() == FaultKind.NOT_FOUND) {
        return null;
      }
      throw new IOException(e.text(), e);
    }
  }

  private static SnapshotMark parse(Path file, String text) throws IOException {
    String[] fields = text.strip().split(" ", -1);
    try {
      if (fields.length == 4 && fields[0].equals(VERSION)) {
        return new SnapshotMark(
            TermIndex.valueOf(Long.parseLong(fields[1]), Long.parseLong(fields[2])),
            new LogIndex(Long.parseLong(fields[3])));
      }
    } catch (NumberFormatException e) {
      throw new IOException(file + " is no snapshot mark: '" + text + "'", e);
    }
    throw new IOException(file + " is no snapshot mark: '" + text + "'");
  }

  /** Writes the mark; durable when this returns. */
  void write(AtomicFiles files, Path file) throws IOException {
    String text =
        "%s %d %d %d%n".formatted(VERSION, place.getTerm(), place.getIndex(), tables.value());
    files.replace(file, text.getBytes(StandardCharsets.US_ASCII));
  }
}
