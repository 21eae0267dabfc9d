package org.ostraka.sync.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.ostraka.base.Fault;
import org.ostraka.sync.Chunk;

/** What is sent is what a store keeps, and what a receiver reads in two parts. */
final class OutgoingFrameTest {

  private static Chunk random(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return Chunk.of(bytes);
  }

  private static byte[] sent(Chunk chunk) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OutgoingFrame frame = OutgoingFrame.of(chunk);
    frame.writeTo(out);
    assertThat(out.size()).isEqualTo(frame.size());
    return out.toByteArray();
  }

  @Test
  void itIsTheFrameThatIsStored() throws IOException {
    for (Chunk chunk : new Chunk[] {random(1), random(100_000), Chunk.of(new byte[100_000])}) {
      assertThat(sent(chunk)).isEqualTo(ChunkFrame.of(chunk).array());
    }
  }

  @Test
  void theReceiverHasTheChunkAgain() throws IOException, Fault {
    for (Chunk chunk : new Chunk[] {random(5_000), Chunk.of(new byte[100_000])}) {
      byte[] sent = sent(chunk);
      byte[] head = Arrays.copyOf(sent, ChunkFrame.HEADER_BYTES);
      byte[] stored = Arrays.copyOfRange(sent, ChunkFrame.HEADER_BYTES, sent.length);
      assertThat(ChunkFrame.storedLength(ByteBuffer.wrap(head))).isEqualTo(stored.length);
      assertThat(ChunkFrame.chunkOrNull(head, ByteBuffer.wrap(stored))).isEqualTo(chunk);
    }
  }

  @Test
  void oneFlippedBitIsSeenWhereverItIs() throws IOException, Fault {
    byte[] sent = sent(random(500));
    for (int at = 0; at < sent.length; at++) {
      byte[] damaged = sent.clone();
      damaged[at] ^= 4;
      byte[] head = Arrays.copyOf(damaged, ChunkFrame.HEADER_BYTES);
      byte[] stored = Arrays.copyOfRange(damaged, ChunkFrame.HEADER_BYTES, damaged.length);
      assertThat(ChunkFrame.chunkOrNull(head, ByteBuffer.wrap(stored))).isNull();
    }
  }
}
