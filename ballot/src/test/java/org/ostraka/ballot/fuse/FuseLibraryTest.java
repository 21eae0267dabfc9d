package org.ostraka.ballot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;

/** What a machine is told that cannot mount. */
final class FuseLibraryTest {
  private static final List<String> NAMES = List.of("libfuse3.so.3", "libfuse3.so.4");

  @TempDir private Path folder;

  @Test
  void aMachineWithoutFuseIsToldWhatToInstall() {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> FuseLibrary.find(NAMES, List.of(folder.toString())))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("fuse-missing"))
        .satisfies(fault -> assertThat(fault.text()).contains("apt-get install fuse3"));
  }

  @Test
  void theTestedVersionIsPreferred() throws Exception {
    Path newer = Files.createDirectory(folder.resolve("a"));
    Path tested = Files.createDirectory(folder.resolve("b"));
    Files.createFile(newer.resolve("libfuse3.so.4"));
    Path expected = Files.createFile(tested.resolve("libfuse3.so.3"));
    assertThat(FuseLibrary.find(NAMES, List.of(newer.toString(), tested.toString())))
        .isEqualTo(expected);
  }

  @Test
  void aContainerWithoutTheDeviceIsToldHowToGetIt() {
    Path device = folder.resolve("fuse");
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> FuseLibrary.requireUsable(device))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("fuse-device"))
        .satisfies(fault -> assertThat(fault.text()).contains(device.toString(), "--device"));
  }
}
