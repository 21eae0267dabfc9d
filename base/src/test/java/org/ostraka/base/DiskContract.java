package org.ostraka.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Disk} does while nothing fails: one suite, run against each of them. */
public abstract class DiskContract {
  private Disk disk;
  private Path root;

  /** A disk to test, and an empty directory on it. */
  protected abstract Disk disk();

  /** An existing, empty directory on the disk. */
  protected abstract Path root();

  @BeforeEach
  void prepare() {
    disk = disk();
    root = root();
  }

  @Test
  void aNewFileIsEmptyAndListed() throws IOException {
    try (Disk.File file = disk.open(root.resolve("new"))) {
      assertThat(file.size()).isZero();
      assertThat(disk.exists(root.resolve("new"))).isTrue();
      assertThat(disk.list(root)).containsExactly("new");
    }
  }

  @Test
  void appendsFollowOneAnother() throws IOException {
    try (Disk.File file = disk.open(root.resolve("log"))) {
      file.append(buffers("one ", "", "two "));
      file.append(buffers("three"));
      assertThat(content(file)).isEqualTo("one two three");
      assertThat(file.size()).isEqualTo(13);
    }
  }

  @Test
  void largeAndSmallAppendsFollowOneAnother() throws IOException {
    ByteBuffer all = ByteBuffer.allocate(12 << 20);
    new Random(1).nextBytes(all.array());
    int[] lengths = {7, 3 << 20, 0, 4_089, (1 << 20) + 1, 1, 2 << 20, 4_096};
    try (Disk.File file = disk.open(root.resolve("log"))) {
      int at = 0;
      for (int length : lengths) {
        int half = length / 2;
        file.append(List.of(all.slice(at, half), all.slice(at + half, length - half)));
        at += length;
        assertThat(file.size()).isEqualTo(at);
      }
      file.truncate(at - 3);
      file.append(List.of(all.slice(at - 3, 5 << 20)));
      ByteBuffer read = ByteBuffer.allocate(all.capacity());
      int _ = file.read(0, read);
      assertThat(read.flip()).isEqualTo(all.slice(0, at - 3 + (5 << 20)));
    }
  }

  @Test
  void anAppendTakesTheBuffersRemainingBytesAndConsumesThem() throws IOException {
    ByteBuffer middle = ByteBuffer.wrap("[middle]".getBytes(UTF_8)).position(1).limit(7);
    try (Disk.File file = disk.open(root.resolve("log"))) {
      file.append(List.of(middle));
      assertThat(content(file)).isEqualTo("middle");
      assertThat(middle.hasRemaining()).isFalse();
    }
  }

  @Test
  void anAppendOfMoreBuffersThanTheSystemTakesAtOnceIsWhole() throws IOException {
    List<String> words = IntStream.range(0, 5_000).mapToObj(i -> i + " ").toList();
    try (Disk.File file = disk.open(root.resolve("log"))) {
      file.append(buffers(words.toArray(String[]::new)));
      assertThat(content(file)).isEqualTo(String.join("", words));
    }
  }

  @Test
  void aReopenedFileGoesOnAtItsEnd() throws IOException {
    write("log", "before ");
    try (Disk.File file = disk.open(root.resolve("log"))) {
      file.append(buffers("after"));
      assertThat(content(file)).isEqualTo("before after");
    }
  }

  @Test
  void aReadStopsAtTheEnd() throws IOException {
    write("log", "0123456789");
    try (Disk.File file = disk.open(root.resolve("log"))) {
      assertThat(read(file, 2, 3)).isEqualTo("234");
      assertThat(read(file, 8, 5)).isEqualTo("89");
      assertThat(read(file, 10, 5)).isEmpty();
      assertThat(read(file, 1_000, 5)).isEmpty();
    }
  }

  @Test
  void aSecondOpenFileSeesWhatTheFirstWrote() throws IOException {
    try (Disk.File writer = disk.open(root.resolve("log"));
        Disk.File reader = disk.open(root.resolve("log"))) {
      writer.append(buffers("seen before force"));
      assertThat(content(reader)).isEqualTo("seen before force");
    }
  }

  @Test
  void aTruncatedFileGoesOnAtItsNewEnd() throws IOException {
    try (Disk.File file = disk.open(root.resolve("log"))) {
      file.append(buffers("good torn"));
      file.truncate(5);
      assertThat(file.size()).isEqualTo(5);
      file.append(buffers("new"));
      file.force();
      assertThat(content(file)).isEqualTo("good new");
    }
  }

  @Test
  void truncatingNeverLengthens() throws IOException {
    write("log", "short");
    try (Disk.File file = disk.open(root.resolve("log"))) {
      file.truncate(100);
      file.append(buffers("er"));
      assertThat(content(file)).isEqualTo("shorter");
    }
  }

  @Test
  void namesAreListedSortedWithDirectories() throws IOException {
    write("b", "");
    write("a", "");
    disk.createDirectories(root.resolve("c/inner"));
    write("c/hidden", "");
    assertThat(disk.list(root)).containsExactly("a", "b", "c");
    assertThat(disk.exists(root.resolve("c/inner"))).isTrue();
  }

  @Test
  void aMissingDirectoryListsNothing() throws IOException {
    assertThat(disk.list(root.resolve("missing"))).isEmpty();
  }

  @Test
  void creatingDirectoriesTwiceIsTheSameAsOnce() throws IOException {
    disk.createDirectories(root.resolve("a/b"));
    disk.createDirectories(root.resolve("a/b"));
    assertThat(disk.list(root.resolve("a"))).containsExactly("b");
  }

  @Test
  void aDirectoryCannotBeMadeWhereAFileStands() throws IOException {
    write("taken", "");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> disk.createDirectories(root.resolve("taken")));
  }

  @Test
  void aRenameReplacesItsTarget() throws IOException {
    write("old", "old content");
    write("new", "new content");
    disk.rename(root.resolve("new"), root.resolve("old"));
    disk.forceDirectory(root);
    assertThat(disk.list(root)).containsExactly("old");
    assertThat(content("old")).isEqualTo("new content");
  }

  @Test
  void aRenameNeedsItsSource() throws IOException {
    write("target", "kept");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> disk.rename(root.resolve("missing"), root.resolve("target")));
    assertThat(content("target")).isEqualTo("kept");
  }

  @Test
  void deletingTwiceIsTheSameAsOnce() throws IOException {
    write("gone", "");
    disk.delete(root.resolve("gone"));
    disk.delete(root.resolve("gone"));
    assertThat(disk.exists(root.resolve("gone"))).isFalse();
    assertThat(disk.list(root)).isEmpty();
  }

  @Test
  void aFileNeedsItsDirectory() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> disk.open(root.resolve("missing/file")));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> disk.forceDirectory(root.resolve("missing")));
  }

  @Test
  void aDirectoryIsNotAFile() throws IOException {
    disk.createDirectories(root.resolve("directory"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> disk.open(root.resolve("directory")));
  }

  @Test
  void aClosedFileIsOfNoUse() throws IOException {
    Disk.File file = disk.open(root.resolve("closed"));
    file.close();
    file.close();
    assertThatExceptionOfType(ClosedChannelException.class)
        .isThrownBy(() -> file.append(buffers("late")));
    assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(file::size);
  }

  @Test
  void thereIsRoom() throws IOException {
    assertThat(disk.usableBytes(root)).isPositive();
  }

  private void write(String name, String content) throws IOException {
    try (Disk.File file = disk.open(root.resolve(name))) {
      file.append(buffers(content));
      file.force();
    }
  }

  private String content(String name) throws IOException {
    try (Disk.File file = disk.open(root.resolve(name))) {
      return content(file);
    }
  }

  private static String content(Disk.File file) throws IOException {
    return read(file, 0, (int) file.size());
  }

  private static String read(Disk.File file, long position, int length) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(length);
    int count = file.read(position, target);
    assertThat(target.position()).isEqualTo(count);
    return new String(target.array(), 0, count, UTF_8);
  }

  private static List<ByteBuffer> buffers(String... parts) {
    return Stream.of(parts).map(part -> ByteBuffer.wrap(part.getBytes(UTF_8))).toList();
  }
}
