package org.ostraka.swarm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.DiskFaults;
import org.ostraka.base.Fault;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.Link;
import org.ostraka.swarm.Run;

class StoredFileTest {
  private static final ExecutorService WORKERS = Executors.newFixedThreadPool(2);
  private static final int SIZE = 5 * 65_536 + 100;

  @TempDir private Path folder = Path.of("");

  private byte[] content = {};
  private Link link = linkOf(new byte[0]);
  private StoredFile original = nothing();

  /** Stands for nothing until the file below is made. */
  private static StoredFile nothing() {
    try {
      Path nowhere = Files.createTempDirectory("ostraka");
      return new Library(nowhere).fetch(linkOf(new byte[0]), nowhere.resolve("x"));
    } catch (IOException | Fault e) {
      throw new AssertionError(e);
    }
  }

  private static Link linkOf(byte[] content) {
    return new Link(
        new FileKey(
            org.ostraka.swarm.MerkleTree.ZERO,
            content.length,
            org.ostraka.swarm.FragmentSize.forContent(content.length)),
        new FileName("x"),
        OptionalLong.empty(),
        List.of());
  }

  @BeforeEach
  void share() throws Exception {
    content = new byte[SIZE];
    new Random(7).nextBytes(content);
    Path file = Files.write(folder.resolve("pots.bin"), content);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-02-02T02:02:02Z")));
    Library library = new Library(folder.resolve("seed"));
    link = library.share(file, List.of(), WORKERS, _ -> {});
    original = library.open(link.key());
  }

  @AfterAll
  static void stop() {
    WORKERS.shutdownNow();
  }

  /** Copies one fragment as a download would: blocks first, then the note. */
  private void copy(StoredFile to, int fragment) throws IOException {
    write(to, fragment);
    to.hold(original.proof(fragment), "alice");
  }

  private void write(StoredFile to, int fragment) throws IOException {
    FileKey key = link.key();
    int offset = (int) key.offsetOf(fragment);
    to.write(
        new Run(fragment, 0, key.blocksOf(fragment)),
        ByteBuffer.wrap(content, offset, key.bytesOf(fragment)));
  }

  private StoredFile fetch(Library library) throws Exception {
    return library.fetch(link, folder.resolve("copy.bin"));
  }

  @Test
  void whatWasHeldIsHeldAfterTheProcessWasKilled() throws Exception {
    Library library = new Library(folder.resolve("lib"));
    StoredFile first = fetch(library);
    copy(first, 1);
    copy(first, 4);

    StoredFile second = fetch(library);

    assertThat(second.holdings().toBitSet().stream()).containsExactly(1, 4);
    assertThat(second.proof(4)).isEqualTo(original.proof(4));
  }

  @Test
  void aFragmentThatIsNotWhatWasWrittenIsNotHeldAfterARestart() throws Exception {
    Library library = new Library(folder.resolve("lib"));
    StoredFile first = fetch(library);
    copy(first, 1);
    copy(first, 2);
    first.write(new Run(2, 1, 1), ByteBuffer.allocate(16_384));

    assertThat(fetch(library).holdings().toBitSet().stream()).containsExactly(1);
    assertThat(fetch(library).holdings().toBitSet().stream()).containsExactly(1);
  }

  @Test
  void aFragmentThatWasOnlyWrittenAndNotNotedIsNotHeld() throws Exception {
    Library library = new Library(folder.resolve("lib"));
    write(fetch(library), 3);

    assertThat(fetch(library).holdings().isEmpty()).isTrue();
  }

  @Test
  void theCompleteFileAppearsInItsPlaceWithItsTime() throws Exception {
    Library library = new Library(folder.resolve("lib"));
    StoredFile copy = fetch(library);
    for (int fragment = 0; fragment < link.key().fragments(); fragment++) {
      assertThat(folder.resolve("copy.bin")).doesNotExist();
      copy(copy, fragment);
    }
    Path place = copy.finish(Instant.now());

    assertThat(place).hasBinaryContent(content);
    assertThat(Files.getLastModifiedTime(place).toInstant())
        .isEqualTo(Instant.parse("2020-02-02T02:02:02Z"));
    try (var files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".part"))).isEmpty();
    }
    assertThat(library.open(link.key()).holdings().isComplete()).isTrue();
  }

  @Test
  void aTimeInTheFutureIsNotTaken() throws Exception {
    StoredFile copy = fetch(new Library(folder.resolve("lib")));
    for (int fragment = 0; fragment < link.key().fragments(); fragment++) {
      copy(copy, fragment);
    }
    Path place = copy.finish(Instant.parse("2019-01-01T00:00:00Z"));

    assertThat(Files.getLastModifiedTime(place).toInstant())
        .isAfter(Instant.parse("2020-02-02T02:02:02Z"));
  }

  @Test
  void aFullDiskLosesNothingThatWasHeld() throws Exception {
    AtomicLong room = new AtomicLong(3 * 65_536);
    Library full = new Library(folder.resolve("lib"), (file, w) -> new Small(file, w, room));
    StoredFile copy = fetch(full);
    copy(copy, 0);
    copy(copy, 1);
    copy(copy, 2);

    assertThatThrownBy(() -> copy(copy, 3))
        .isInstanceOfSatisfying(IOException.class, e -> assertThat(DiskFaults.isFull(e)).isTrue());
    room.set(Long.MAX_VALUE);
    assertThat(fetch(full).holdings().toBitSet().stream()).containsExactly(0, 1, 2);
  }

  /** Content on a disk with little room. */
  private record Small(Content whole, AtomicLong room) implements Content {
    Small(Path file, boolean writable, AtomicLong room) throws IOException {
      this(Content.open(file, writable), room);
    }

    @Override
    public void write(long position, ByteBuffer octets) throws IOException {
      if (room.addAndGet(-octets.remaining()) < 0) {
        throw new IOException("No space left on device");
      }
      whole.write(position, octets);
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
      whole.read(position, target);
    }

    @Override
    public void force() throws IOException {
      whole.force();
    }

    @Override
    public void close() throws IOException {
      whole.close();
    }
  }

  @Test
  void theSameContentSharedTwiceIsTheSameFile() throws Exception {
    Path other = Files.write(folder.resolve("other-name.bin"), content);
    Link second = new Library(folder.resolve("other")).share(other, List.of(), WORKERS, _ -> {});

    assertThat(second.key()).isEqualTo(link.key());
  }

  @Test
  void aSharedFileThatChangedIsNotServed() throws Exception {
    byte[] changed = Arrays.copyOf(content, content.length);
    changed[0] ^= 1;
    Files.write(folder.resolve("pots.bin"), changed);

    assertThatThrownBy(() -> new Library(folder.resolve("seed")).open(link.key()))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo("content-changed"));
  }

  @Test
  void whoServedEachFragmentIsRemembered() throws Exception {
    Library library = new Library(folder.resolve("lib"));
    copy(fetch(library), 2);

    assertThat(library.sourcesOf(link.key())).containsExactly(java.util.Map.entry(2, "alice"));
  }
}
