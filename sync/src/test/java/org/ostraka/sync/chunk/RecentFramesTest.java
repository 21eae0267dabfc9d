package org.ostraka.sync.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ostraka.sync.Chunk;

/** What came last is in memory, and what came long before is not. */
final class RecentFramesTest {
  private static final int MIB = 1 << 20;

  private final RecentFrames recent = new RecentFrames(16 * MIB);
  private final Random random = new Random(1);

  private ChunkFrame frame(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ChunkFrame.of(Chunk.of(bytes));
  }

  private boolean holds(ChunkFrame frame) {
    return frame.bytes().equals(recent.bytesOrNull(frame.digest()));
  }

  @Test
  void theLastAreRememberedAndTheOldestGoFirst() {
    List<ChunkFrame> all = new ArrayList<>();
    for (int number = 0; number < 100; number++) {
      ChunkFrame frame = frame(MIB + random.nextInt(MIB));
      recent.remember(frame);
      all.add(frame);
      assertThat(holds(frame)).isTrue();
    }
    List<Boolean> held = all.stream().map(this::holds).toList();
    assertThat(held.subList(95, 100)).containsOnly(true);
    assertThat(held.subList(0, 84)).as("16 MiB are no more than 16 of them").containsOnly(false);
  }

  @Test
  void aFrameThatCameTwiceIsRememberedUntilTheSecondGoes() {
    ChunkFrame twice = frame(MIB);
    recent.remember(twice);
    for (int number = 0; number < 8; number++) {
      recent.remember(frame(MIB));
    }
    recent.remember(twice);
    for (int number = 0; number < 6; number++) {
      recent.remember(frame(MIB));
    }
    assertThat(holds(twice)).isTrue();
  }

  @Test
  void smallOnesAreLeftToTheDisk() {
    ChunkFrame small = frame(1_000);
    recent.remember(small);
    assertThat(recent.bytesOrNull(small.digest())).isNull();
  }
}
