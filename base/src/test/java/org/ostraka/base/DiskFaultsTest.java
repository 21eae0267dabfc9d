package org.ostraka.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DiskFaultsTest {
  private static final Path BLOCKS = Path.of("/srv/ballots/blocks");

  @Test
  void theSystemsFullDiskIsNoSpaceInWhateverLanguage() throws IOException {
    try (Disk.File full = new FileDisk().open(Path.of("/dev/full"))) {
      full.append(List.of(ByteBuffer.wrap("a ballot".getBytes(UTF_8))));
      throw new AssertionError("/dev/full took a write");
    } catch (IOException e) {
      Fault fault = DiskFaults.of(e, BLOCKS);
      assertThat(fault.kind()).isEqualTo(FaultKind.NO_SPACE);
      assertThat(fault).hasMessageContaining("/srv/ballots/blocks").hasMessageContaining("free");
    }
  }

  @Test
  void eachFailureHasItsKind() {
    assertThat(kind(new IOException("No space left on device"))).isEqualTo(FaultKind.NO_SPACE);
    assertThat(kind(new FileSystemException("f", null, "Disk quota exceeded")))
        .isEqualTo(FaultKind.NO_SPACE);
    assertThat(kind(new NoSuchFileException("f"))).isEqualTo(FaultKind.NOT_FOUND);
    assertThat(kind(new AccessDeniedException("f"))).isEqualTo(FaultKind.ACCESS_DENIED);
    assertThat(kind(new FileSystemException("f", null, "Read-only file system")))
        .isEqualTo(FaultKind.READ_ONLY);
    assertThat(kind(new IOException("Input/output error"))).isEqualTo(FaultKind.BROKEN);
    assertThat(kind(new IOException())).isEqualTo(FaultKind.BROKEN);
  }

  private static FaultKind kind(IOException failure) {
    return DiskFaults.of(failure, BLOCKS).kind();
  }
}
