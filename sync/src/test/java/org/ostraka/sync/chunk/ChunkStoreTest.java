package org.ostraka.sync.chunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.CountingDisk;
import org.ostraka.base.Digest;
import org.ostraka.base.Disk;
import org.ostraka.base.FileDisk;
import org.ostraka.sim.Seeds;
import org.ostraka.sim.SimDisk;
import org.ostraka.sim.Simulation;
import org.ostraka.sync.Chunk;

/** What was put is found: again, once, sound, and after every crash if it was acknowledged. */
final class ChunkStoreTest {
  private static final Path STORE = Path.of("/store");
  private static final long SMALL_SEGMENTS = 3_000;

  private static Chunk chunk(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Chunk.of(bytes);
  }

  private static ChunkStore open(Disk disk, Path folder) throws IOException {
    return ChunkStore.open(disk, folder, new RecentFrames(16 << 20));
  }

  private static ChunkStore small(Disk disk, Path folder) throws IOException {
    return ChunkStore.open(disk, folder, new RecentFrames(16 << 20), SMALL_SEGMENTS);
  }

  private static byte[] bytes(ChunkStore store, Chunk chunk) throws Exception {
    return store.content(chunk.digest());
  }

  @Test
  void bringsBackWhatWasPutAlsoWhenOpenedAgain(@TempDir Path folder) throws Exception {
    Random random = new Random(1);
    Chunk plain = chunk(random, 100_000);
    Chunk text = Chunk.of("the same line again and again\n".repeat(3_000).getBytes(UTF_8));
    try (ChunkStore store = open(new FileDisk(), folder)) {
      store.put(List.of(ChunkFrame.of(plain), ChunkFrame.of(text)));
      assertThat(store.storedBytes()).as("text is stored compressed").isLessThan(102_000);
    }
    try (ChunkStore store = open(new FileDisk(), folder)) {
      assertThat(bytes(store, plain)).isEqualTo(plain.toBytes());
      assertThat(bytes(store, text)).isEqualTo(text.toBytes());
      assertThat(store.missing(Set.of(plain.digest(), Digest.of(new byte[1]))))
          .containsExactly(Digest.of(new byte[1]));
    }
  }

  @Test
  void keepsEachChunkOnceAndGoesOnInFurtherSegments(@TempDir Path folder) throws Exception {
    Random random = new Random(2);
    List<Chunk> chunks = new ArrayList<>();
    try (ChunkStore store = small(new FileDisk(), folder)) {
      for (int at = 0; at < 60; at++) {
        Chunk chunk = chunk(random, 1 + random.nextInt(2_000));
        chunks.add(chunk);
        store.put(List.of(ChunkFrame.of(chunk), ChunkFrame.of(chunk)));
        store.put(List.of(ChunkFrame.of(chunks.get(random.nextInt(chunks.size())))));
      }
      assertThat(store.count()).isEqualTo(60);
    }
    try (ChunkStore store = small(new FileDisk(), folder)) {
      assertThat(store.count()).isEqualTo(60);
      for (Chunk chunk : chunks) {
        assertThat(bytes(store, chunk)).isEqualTo(chunk.toBytes());
      }
    }
  }

  /** Answers tell their length before they are written. */
  @Test
  void sendsAsManyBytesOfAFrameAsItSaid(@TempDir Path folder) throws Exception {
    Chunk text = Chunk.of("the same line again and again\n".repeat(3_000).getBytes(UTF_8));
    RecentFrames shared = new RecentFrames(16 << 20);
    ChunkFrame plain = plainFrame(text);
    ChunkFrame packed = ChunkFrame.of(text);
    try (ChunkStore one = ChunkStore.open(new FileDisk(), folder.resolve("one"), shared);
        ChunkStore other = ChunkStore.open(new FileDisk(), folder.resolve("other"), shared)) {
      one.put(List.of(packed));
      other.put(List.of(plain));
      assertThat(sent(one, text)).isEqualTo(packed.bytes());
      assertThat(sent(other, text)).isEqualTo(plain.bytes());
      assertThat(one.frameBytes(text.digest())).isEqualTo(packed.size());
      assertThat(other.frameBytes(text.digest())).isEqualTo(plain.size());
      Digest absent = Digest.of(new byte[1]);
      assertThat(one.frameBytes(absent)).isZero();
      assertThat(one.send(absent, OutputStream.nullOutputStream())).isZero();
    }
  }

  private static ByteBuffer sent(ChunkStore store, Chunk chunk) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(store.send(chunk.digest(), out)).isEqualTo(out.size());
    return ByteBuffer.wrap(out.toByteArray());
  }

  /** As a desk sends it that does not compress. */
  private static ChunkFrame plainFrame(Chunk chunk) {
    ByteBuffer frame = ByteBuffer.allocate(ChunkFrame.HEADER_BYTES + chunk.length());
    frame.put(ChunkFrame.plainHeader(chunk)).put(chunk.bytes()).flip();
    return Objects.requireNonNull(ChunkFrame.readOrNull(frame));
  }

  /** fsync accounting: when a put has returned, no byte of the store is outstanding. */
  @Test
  void whatIsAcknowledgedWasMadeDurableFirst(@TempDir Path folder) throws Exception {
    Random random = new Random(3);
    CountingDisk disk = new CountingDisk(new FileDisk());
    try (ChunkStore store = small(disk, folder)) {
      for (int at = 0; at < 50; at++) {
        Chunk chunk = chunk(random, 500);
        store.put(List.of(ChunkFrame.of(chunk)));
        assertThat(disk.unforcedBytes()).isZero();
        assertThat(store.contains(chunk.digest())).isTrue();
      }
    }
  }

  /** What is taken is there at once; one fsync for all of it comes when somebody asks. */
  @Test
  void whatIsTakenIsDurableWhenTheStoreHasSettled(@TempDir Path folder) throws Exception {
    Random random = new Random(9);
    CountingDisk disk = new CountingDisk(new FileDisk());
    try (ChunkStore store = open(disk, folder)) {
      int before = disk.forces();
      for (int at = 0; at < 50; at++) {
        Chunk chunk = chunk(random, 500);
        store.take(List.of(ChunkFrame.of(chunk)));
        assertThat(bytes(store, chunk)).isEqualTo(chunk.toBytes());
      }
      assertThat(disk.forces()).isEqualTo(before);
      store.settle();
      assertThat(disk.unforcedBytes()).isZero();
      store.settle();
      assertThat(disk.forces()).isEqualTo(before + 1);
    }
  }

  @Test
  void manyCallersShareAnFsync(@TempDir Path folder) throws Exception {
    CountingDisk disk = new CountingDisk(new FileDisk());
    Random random = new Random(4);
    try (ChunkStore store = open(disk, folder);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      int before = disk.forces();
      List<Future<?>> puts = new ArrayList<>();
      for (int at = 0; at < 500; at++) {
        ChunkFrame frame = ChunkFrame.of(chunk(random, 100));
        puts.add(
            callers.submit(() -> {
              store.put(List.of(frame));
              return true;
            }));
      }
      for (Future<?> put : puts) {
        assertThat(put.get()).isEqualTo(true);
      }
      assertThat(disk.forces() - before).isLessThan(500);
    }
  }

  /**
   * Kills and power cuts at every kind of moment: what was acknowledged is there and sound,
   * whatever else is there is sound too, and the store goes on.
   */
  @Test
  void survivesCrashesAtAnyMoment() throws Exception {
    Seeds.of(ChunkStoreTest.class).run(300, ChunkStoreTest::crashes);
  }

  private static void crashes(Simulation simulation) throws Exception {
    RandomGenerator random = simulation.random();
    SimDisk disk = new SimDisk(random);
    List<Chunk> acknowledged = new ArrayList<>();
    List<Chunk> all = new ArrayList<>();
    for (int life = 0; life < 4; life++) {
      disk.stopAfter(random.nextLong(30));
      live(disk, random, acknowledged, all);
      if (simulation.chance(0.5)) {
        disk.crash();
      } else {
        disk.kill();
      }
    }
    try (ChunkStore store = small(disk, STORE)) {
      for (Chunk chunk : acknowledged) {
        assertThat(bytes(store, chunk)).isEqualTo(chunk.toBytes());
      }
      for (Chunk chunk : all) {
        if (store.contains(chunk.digest())) {
          assertThat(bytes(store, chunk)).isEqualTo(chunk.toBytes());
        }
      }
    }
  }

  private static void live(
      SimDisk disk, RandomGenerator random, List<Chunk> acknowledged, List<Chunk> all) {
    List<Chunk> taken = new ArrayList<>();
    try {
      ChunkStore store = small(disk, STORE);
      for (int at = 0; at < 12; at++) {
        List<Chunk> pack = new ArrayList<>();
        for (int count = random.nextInt(1, 4); count > 0; count--) {
          pack.add(chunk(random, random.nextInt(1, 1_500)));
        }
        all.addAll(pack);
        taken.addAll(pack);
        store.take(pack.stream().map(ChunkFrame::of).toList());
        if (random.nextBoolean()) {
          store.settle();
          acknowledged.addAll(taken);
          taken.clear();
        }
        if (taken.isEmpty() && random.nextInt(4) == 0) {
          collect(store, random, acknowledged);
        }
      }
      store.close();
    } catch (IOException | RuntimeException _) {
      // The process stopped here; the test goes on with the next one.
    }
  }

  /** Half of what was kept is needed no more. */
  private static void collect(ChunkStore store, RandomGenerator random, List<Chunk> acknowledged)
      throws IOException {
    acknowledged.removeIf(_ -> random.nextBoolean());
    store.beginCollection();
    assertThat(store.missing(acknowledged.stream().map(Chunk::digest).toList())).isEmpty();
    Set<Integer> poor = store.poorSegments();
    store.clear(poor);
    long before = store.storedBytes();
    long freed = store.drop(poor);
    assertThat(store.storedBytes()).isEqualTo(before - freed).isNotNegative();
  }

  @Test
  void saysWhenAStoredChunkIsDamaged() throws Exception {
    SimDisk disk = new SimDisk(new Random(5));
    Chunk chunk = chunk(new Random(6), 1_000);
    try (ChunkStore store = open(disk, STORE)) {
      store.put(List.of(ChunkFrame.of(chunk)));
      disk.flipByte(STORE.resolve("0000001.chunks"), 500);
      assertThatExceptionOfType(DamagedChunkException.class)
          .isThrownBy(() -> store.content(chunk.digest()))
          .withMessageContaining("restore the segment from a copy");
    }
  }

  @Test
  void aFullDiskCostsNothingThatWasThere() throws Exception {
    SimDisk disk = new SimDisk(new Random(7));
    Random random = new Random(8);
    Chunk first = chunk(random, 1_000);
    Chunk second = chunk(random, 1_000);
    try (ChunkStore store = open(disk, STORE)) {
      store.put(List.of(ChunkFrame.of(first)));
      disk.capacity(1_500);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> store.put(List.of(ChunkFrame.of(second))))
          .withMessageContaining("No space left");
      assertThat(bytes(store, first)).isEqualTo(first.toBytes());
      disk.capacity(Long.MAX_VALUE);
      store.put(List.of(ChunkFrame.of(second)));
      assertThat(bytes(store, second)).isEqualTo(second.toBytes());
    }
  }
}
