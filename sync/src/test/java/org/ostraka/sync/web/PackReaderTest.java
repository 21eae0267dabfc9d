package org.ostraka.sync.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ostraka.base.Digest;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.chunk.OutgoingFrame;
import org.ostraka.sync.desk.Pack;

/** What a pack holds comes out of it, and nothing that is damaged, cut short or uncalled for. */
final class PackReaderTest {
  private final PackReader reader = new PackReader();
  private final Chunk small = random(1, 1_000);
  private final Chunk large = random(2, 1_500_000);
  private final Chunk folded = Chunk.of(new byte[900_000]);
  private final Chunk huge = random(3, 3_500_000);

  private static Chunk random(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return Chunk.of(bytes);
  }

  private static byte[] bytes(Chunk... chunks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Chunk chunk : chunks) {
      OutgoingFrame.of(chunk).writeTo(out);
    }
    return out.toByteArray();
  }

  private static Set<Digest> digests(Chunk... chunks) {
    return Stream.of(chunks).map(Chunk::digest).collect(Collectors.toSet());
  }

  private Pack read(byte[] bytes, Chunk... asked) throws Exception {
    return reader.read(new ByteArrayInputStream(bytes), digests(asked));
  }

  @Test
  void allThatWasAskedForComes() throws Exception {
    try (Pack pack = read(bytes(small, large, folded), folded, large, small)) {
      assertThat(pack.chunks()).containsExactlyInAnyOrder(small, large, folded);
    }
  }

  @Test
  void whatIsMoreThanTheMemoryHoldsComesToo() throws Exception {
    try (Pack pack = read(bytes(large, huge, small), large, huge, small)) {
      assertThat(pack.chunks()).containsExactlyInAnyOrder(large, huge, small);
    }
  }

  /** Pack after pack has the same memory, and packs that are read at a time have not. */
  @Test
  void theMemoryOfAPackIsUsedAgainOnlyWhenItIsClosed() throws Exception {
    ByteBuffer before;
    Chunk other = random(4, large.length());
    try (Pack one = read(bytes(large), large);
        Pack two = read(bytes(other), other)) {
      before = one.chunks().iterator().next().bytes();
      assertThat(before).isEqualTo(large.bytes());
      assertThat(two.chunks()).containsExactly(other);
    }
    Chunk third = random(5, large.length());
    Chunk fourth = random(6, large.length());
    try (Pack _ = read(bytes(third), third);
        Pack _ = read(bytes(fourth), fourth)) {
      assertThat(before).isIn(third.bytes(), fourth.bytes());
    }
  }

  @Test
  void whatIsCutShortDamagedOrUncalledForIsRefused() throws Exception {
    byte[] whole = bytes(large, small);
    for (int length : List.of(1, 49, 1_000_000, whole.length - 1, whole.length - 1_049)) {
      assertThatThrownBy(() -> read(Arrays.copyOf(whole, length), large, small))
          .as("%d bytes", length)
          .isInstanceOf(IOException.class);
    }
    for (int at : List.of(0, 40, 48, 49, 1_000_000, whole.length - 1)) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      assertThatThrownBy(() -> read(damaged, large, small))
          .as("byte %d", at)
          .isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> read(whole, large)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read(bytes(large, large), large)).isInstanceOf(IOException.class);
  }
}
