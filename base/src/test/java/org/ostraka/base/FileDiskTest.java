package org.ostraka.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileDiskTest extends DiskContract {
  @TempDir private Path folder;

  @Override
  protected Disk disk() {
    return new FileDisk();
  }

  @Override
  protected Path root() {
    return folder;
  }

  @Test
  void aSecretIsItsOwnersFromTheFirstMoment() throws IOException {
    Disk disk = FileDisk.ownerOnly();
    disk.createDirectories(folder.resolve("secrets/inner"));
    disk.open(folder.resolve("secrets/inner/key")).close();
    assertThat(mode("secrets")).isEqualTo("rwx------");
    assertThat(mode("secrets/inner")).isEqualTo("rwx------");
    assertThat(mode("secrets/inner/key")).isEqualTo("rw-------");
  }

  @Test
  void forcesWholeFileSystemsThatAreKnownToDoSo() throws IOException {
    Disk disk = new FileDisk();
    try (Disk.File file = disk.open(folder.resolve("many"))) {
      file.append(List.of(ByteBuffer.wrap(new byte[10])));
    }
    boolean known = Set.of("ext4", "xfs", "btrfs").contains(Files.getFileStore(folder).type());
    assertThat(disk.forceTogether(folder)).isEqualTo(known);
    assertThat(disk.forceTogether(Path.of("/proc"))).isFalse();
  }

  private String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
  }
}
