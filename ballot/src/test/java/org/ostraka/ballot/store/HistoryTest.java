package org.ostraka.ballot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.box.MemoryBoxStore;
import org.ostraka.ballot.box.RandomHistory;

/** Whatever happens to a box, the store on disk holds what the one in memory holds. */
final class HistoryTest {
  private static final int SEEDS = 4;
  private static final int ENTRIES = 400;

  @TempDir Path scratch;

  @Test
  void aBoxRebuiltFromDiskGoesOnLikeOneThatNeverStopped() throws IOException {
    for (long seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      RandomHistory history = new RandomHistory(random);
      Path home = scratch.resolve("seed-" + seed);
      MemoryBoxStore memory = new MemoryBoxStore();
      BallotReplica straight = new BallotReplica(memory, settled -> {});
      for (int at = 0; at < ENTRIES; ) {
        try (ReplicatedStore store = Stores.open(home)) {
          BallotReplica restarted = new BallotReplica(store, settled -> {});
          for (int end = at + random.nextInt(1, 120); at < end; at++) {
            LogIndex index = new LogIndex(at);
            Instant stamp = history.nextStamp();
            Entry entry = history.next();
            assertThat(restarted.apply(index, stamp, entry))
                .as("seed %d, entry %d", seed, at)
                .isEqualTo(straight.apply(index, stamp, entry));
            if (random.nextInt(20) == 0) {
              store.flush();
            }
          }
          assertThat(Stores.content(store)).as("seed " + seed).isEqualTo(Stores.content(memory));
        }
      }
    }
  }
}
