package org.ostraka.sync.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.Content;

/** What is kept of the files that were just read. */
final class JustReadTest {
  private static final int LARGE = 4 << 20;

  private final JustRead justRead = new JustRead();

  @Test
  void aSmallFileIsGivenOnce() {
    Chunk text = Chunk.of(new byte[] {1, 2, 3});
    justRead.keep(text);
    assertThat(justRead.takeOrNull(content(text))).isEqualTo(text);
    assertThat(justRead.takeOrNull(content(text))).isNull();
  }

  @Test
  void aFileOfSeveralChunksIsReadAgain() {
    Chunk head = Chunk.of(new byte[] {1});
    Chunk rest = Chunk.of(new byte[] {2});
    justRead.keep(head);
    justRead.keep(rest);
    assertThat(justRead.takeOrNull(content(head, rest))).isNull();
  }

  @Test
  void whatCameFirstIsKeptAndMakesRoomWhenItIsTaken() {
    List<Chunk> chunks = List.of(large(1), large(2), large(3), large(4), large(5));
    chunks.forEach(justRead::keep);
    assertThat(justRead.takeOrNull(content(chunks.getLast()))).isNull();
    assertThat(justRead.takeOrNull(content(chunks.getFirst()))).isNotNull();
    justRead.keep(chunks.getLast());
    assertThat(justRead.takeOrNull(content(chunks.getLast()))).isNotNull();
  }

  @Test
  void nothingIsLeftAfterClearing() {
    Chunk text = Chunk.of(new byte[] {1, 2, 3});
    justRead.keep(text);
    justRead.clear();
    assertThat(justRead.takeOrNull(content(text))).isNull();
  }

  private static Chunk large(int seed) {
    byte[] bytes = new byte[LARGE];
    bytes[0] = (byte) seed;
    return Chunk.of(bytes);
  }

  private static Content content(Chunk... chunks) {
    return Content.of(List.of(chunks).stream().map(Chunk::ref).toList());
  }
}
