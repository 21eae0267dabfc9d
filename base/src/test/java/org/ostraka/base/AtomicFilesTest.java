package org.ostraka.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFilesTest {
  private final AtomicFiles files = new AtomicFiles(new FileDisk());
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("settings");
  }

  @Test
  void aFileIsReplacedWhole() throws IOException {
    files.replace(file, bytes("a long first version"));
    files.replace(file, bytes("second"));
    assertThat(file).hasContent("second");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aStreamOfAnyLengthBecomesAFileAndGivesItsDigest() throws IOException {
    byte[] content = "0123456789abcdef".repeat(20_000).getBytes(UTF_8);
    Digest digest = files.replace(file, new ByteArrayInputStream(content));
    assertThat(file).hasBinaryContent(content);
    assertThat(digest).isEqualTo(Digest.of(content));
  }

  @Test
  void aStreamThatBreaksLeavesTheOldFile() throws IOException {
    files.replace(file, bytes("old"));
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(bytes("half of the new")),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the connection broke");
              }

              @Override
              public int read(byte[] to, int from, int length) throws IOException {
                return read();
              }
            });
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> files.replace(file, broken))
        .withMessageContaining("broke");
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void whatACrashLeftBesideItDoesNotGetIn() throws IOException {
    Files.writeString(
        folder.resolve("settings.tmp"), "half of an earlier try, longer than the new");
    files.replace(file, bytes("new"));
    assertThat(file).hasContent("new");
  }

  @Test
  void ensuringTheSameContentTwiceIsDone() throws IOException, Fault {
    files.ensure(file, bytes("once"));
    files.ensure(file, bytes("once"));
    assertThat(file).hasContent("once");
  }

  @Test
  void ensuringOtherContentIsRefusedAndChangesNothing() throws IOException, Fault {
    files.ensure(file, bytes("once"));
    for (String other : new String[] {"", "onc", "0nce", "once and more"}) {
      assertThatExceptionOfType(Fault.class)
          .isThrownBy(() -> files.ensure(file, bytes(other)))
          .withMessageContaining(file.toString())
          .satisfies(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.ALREADY_EXISTS));
    }
    assertThat(file).hasContent("once");
  }

  @Test
  void aFileIsReadUpToItsLimit() throws IOException, Fault {
    files.replace(file, bytes("12345"));
    assertThat(files.read(file, 5)).isEqualTo(bytes("12345"));
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> files.read(file, 4))
        .withMessage(file + " is longer than 4 bytes");
  }

  @Test
  void readingAMissingFileDoesNotMakeIt() {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> files.read(file, 4))
        .satisfies(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.NOT_FOUND));
    assertThat(file).doesNotExist();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
