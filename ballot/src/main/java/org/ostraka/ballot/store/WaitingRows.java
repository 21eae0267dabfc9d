package org.ostraka.ballot.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.box.WaitingClaim;

/**
 * The rows of claims that wait. Such a claim lives for one settling window: so the claims that a
 * save finds waiting are written together, as one chunk in pieces, and removed together when the
 * last of them is settled; until then, each one settled before the others is marked.
 *
 * <p>A chunk has the index of the last entry that its save holds.
 */
final class WaitingRows {

  /** A piece takes no further claim when it is longer than this. */
  private static final int PIECE_BYTES = 64 << 10;

  private static final byte PIECE = 0;
  private static final byte SETTLED = 1;

  private WaitingRows() {}

  /** The claims that wait, by chunk. */
  static SortedMap<LogIndex, List<WaitingClaim>> read(Tables tables, ElectionName election)
      throws IOException {
    byte[] prefix = Keys.of(election);
    SortedMap<LogIndex, List<WaitingClaim>> chunks = new TreeMap<>();
    Set<ClaimId> settled = new HashSet<>();
    try (Cursor rows = tables.walk(Family.WAITING, prefix)) {
      while (rows.next()) {
        ByteBuffer key = ByteBuffer.wrap(rows.key()).position(prefix.length);
        LogIndex chunk = new LogIndex(key.getLong());
        if (key.get() == PIECE) {
          List<WaitingClaim> claims = Rows.waiting(rows.row());
          chunks.computeIfAbsent(chunk, at -> new ArrayList<>()).addAll(claims);
        } else {
          settled.add(Keys.claim(key));
        }
      }
    }
    chunks.values().forEach(claims -> claims.removeIf(it -> settled.contains(it.claim().id())));
    return chunks;
  }

  /** Puts a chunk. */
  static void put(Batch batch, byte[] prefix, LogIndex chunk, Iterable<WaitingClaim> claims)
      throws IOException {
    int piece = 0;
    batch.key(prefix);
    for (WaitingClaim claim : claims) {
      Rows.append(claim, batch.row());
      if (batch.row().position() > PIECE_BYTES) {
        endPiece(batch, prefix, chunk, piece++);
      }
    }
    if (batch.row().position() > 0) {
      endPiece(batch, prefix, chunk, piece);
    }
  }

  private static void endPiece(Batch batch, byte[] prefix, LogIndex chunk, int piece)
      throws IOException {
    batch.keyOfRow(prefix).putLong(chunk.value()).put(PIECE).putInt(piece);
    batch.put(Family.WAITING);
  }

  /** Marks a claim of a chunk as settled. */
  static void mark(Batch batch, byte[] prefix, LogIndex chunk, ClaimId claim) throws IOException {
    batch.key(prefix).putLong(chunk.value()).put(SETTLED).put(Keys.of(claim));
    batch.put(Family.WAITING);
  }

  /** Removes a chunk with all its marks. */
  static void remove(Batch batch, byte[] prefix, LogIndex chunk) throws IOException {
    batch.removeRange(Family.WAITING, key(prefix, chunk.value()), key(prefix, chunk.value() + 1));
  }

  private static byte[] key(byte[] prefix, long chunk) {
    return ByteBuffer.allocate(prefix.length + Long.BYTES).put(prefix).putLong(chunk).array();
  }
}
