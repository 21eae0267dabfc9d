package org.ostraka.ballot.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.box.WaitingClaim;

/** Which saved claims still wait, and in which chunk of rows each one stands. */
final class WaitingChunks {
  private final Map<ElectionName, Map<ClaimId, Chunk>> elections = new HashMap<>();

  /** A chunk, and how many of its claims still wait. */
  private static final class Chunk {
    private final LogIndex index;
    private int waiting;

    Chunk(LogIndex index) {
      this.index = index;
    }
  }

  /** Reads what the tables hold. */
  static WaitingChunks of(Tables tables) throws IOException {
    WaitingChunks chunks = new WaitingChunks();
    for (Election election : new BoxRows(tables).elections()) {
      WaitingRows.read(tables, election.name())
          .forEach((index, claims) -> chunks.add(election.name(), index, claims));
    }
    return chunks;
  }

  private Map<ClaimId, Chunk> of(ElectionName election) {
    return elections.computeIfAbsent(election, name -> new HashMap<>());
  }

  private void add(ElectionName election, LogIndex index, Iterable<WaitingClaim> claims) {
    Chunk chunk = new Chunk(index);
    for (WaitingClaim claim : claims) {
      of(election).put(claim.claim().id(), chunk);
      chunk.waiting++;
    }
  }

  /**
   * Adds to the batch what becomes of the election's waiting claims.
   *
   * @param index the last entry of the save
   */
  void save(ElectionName election, LogIndex index, ElectionBuffer buffer, Batch batch)
      throws IOException {
    if (buffer.dropped()) {
      elections.remove(election);
    }
    byte[] prefix = Keys.of(election);
    for (Map.Entry<Chunk, List<ClaimId>> settled : settle(election, buffer).entrySet()) {
      end(settled.getKey(), settled.getValue(), prefix, batch);
    }
    WaitingRows.put(batch, prefix, index, buffer.waiting());
    add(election, index, buffer.waiting());
  }

  private Map<Chunk, List<ClaimId>> settle(ElectionName election, ElectionBuffer buffer) {
    Map<Chunk, List<ClaimId>> settled = new HashMap<>();
    for (ClaimId claim : buffer.settled()) {
      Chunk chunk = of(election).remove(claim);
      if (chunk != null) {
        chunk.waiting--;
        settled.computeIfAbsent(chunk, it -> new ArrayList<>()).add(claim);
      }
    }
    return settled;
  }

  private static void end(Chunk chunk, List<ClaimId> settled, byte[] prefix, Batch batch)
      throws IOException {
    if (chunk.waiting == 0) {
      WaitingRows.remove(batch, prefix, chunk.index);
      return;
    }
    for (ClaimId claim : settled) {
      WaitingRows.mark(batch, prefix, chunk.index, claim);
    }
  }
}
