package org.ostraka.ballot.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.LogIndex;

/**
 * The rows about the tables themselves: the format they are in, the last entry they hold, and the
 * elections whose order of arrival was erased.
 */
final class Meta {
  private static final int FORMAT = 2;

  private static final byte[] FORMAT_KEY = ascii("format");
  private static final byte[] APPLIED_KEY = ascii("applied");
  private static final byte[] ERASED_PREFIX = ascii("order-erased/");

  private Meta() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** What the tables hold of the log. */
  record Applied(LogIndex index, Instant logTime) {
    static final Applied NOTHING = new Applied(LogIndex.NONE, Instant.EPOCH);
  }

  /**
   * Sees to it that the tables are in this version's format; older ones are from now on.
   *
   * @throws IOException if a newer version wrote them
   */
  static void requireFormat(Tables tables) throws IOException {
    byte @Nullable [] row = tables.rowOrNull(Family.META, FORMAT_KEY);
    int found = row == null ? 0 : ByteBuffer.wrap(row).getInt();
    if (found > FORMAT) {
      throw new IOException(
          "the tables in %s have format %d, and this version reads up to %d: use the newer version"
              .formatted(tables.directory(), found, FORMAT));
    }
    if (found < FORMAT) {
      writeFormat(tables);
    }
  }

  private static void writeFormat(Tables tables) throws IOException {
    try (Batch batch = new Batch(tables)) {
      batch.key(FORMAT_KEY);
      batch.row().putInt(FORMAT);
      batch.put(Family.META);
      batch.write();
    }
    tables.flush();
  }

  static void putApplied(Batch batch, Applied applied) throws IOException {
    batch.key(APPLIED_KEY);
    batch.row().putLong(applied.index().value()).putLong(applied.logTime().toEpochMilli());
    batch.put(Family.META);
  }

  static Applied applied(Tables tables) throws IOException {
    byte @Nullable [] row = tables.rowOrNull(Family.META, APPLIED_KEY);
    if (row == null) {
      return Applied.NOTHING;
    }
    ByteBuffer from = ByteBuffer.wrap(row);
    return new Applied(new LogIndex(from.getLong()), Instant.ofEpochMilli(from.getLong()));
  }

  static void putOrderErased(Batch batch, ElectionName election) throws IOException {
    batch.key(Keys.join(ERASED_PREFIX, Keys.of(election)));
    batch.put(Family.META);
  }

  static boolean isOrderErased(Tables tables, ElectionName election) throws IOException {
    return tables.rowOrNull(Family.META, Keys.join(ERASED_PREFIX, Keys.of(election))) != null;
  }
}
