package org.ostraka.app.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the doctor says of machines that lack something. */
class ChecksTest {

  /** A machine in which all is well, but for what a test changes. */
  private record Drawn(
      int javaRelease, String fileNameCharset, long memoryBytes, long files, Set<String> things)
      implements Machine {
    static final Set<String> ALL = Set.of("fusermount3", "/dev/fuse", "clock");

    @Override
    public OptionalLong openFiles() {
      return OptionalLong.of(files);
    }

    @Override
    public boolean hasProgram(String name) {
      return things.contains(name);
    }

    @Override
    public boolean isUsable(Path device) {
      return things.contains(device.toString());
    }

    @Override
    public OptionalLong kernelNumber(Path file) {
      return OptionalLong.of(files * 32);
    }

    @Override
    public boolean hasTimeService() {
      return things.contains("clock");
    }
  }

  private static List<Finding> unwell(Drawn machine) {
    return new Checks(machine)
        .all().stream().filter(it -> it.verdict() != Finding.Verdict.OK).toList();
  }

  @Test
  void aSoundMachineHasNothingToMend() {
    assertThat(unwell(new Drawn(25, "UTF-8", 4L << 30, 65_536, Drawn.ALL))).isEmpty();
  }

  @Test
  void eachLackIsNamedWithItsRemedy() {
    assertThat(unwell(new Drawn(21, "ANSI_X3.4-1968", 512 << 20, 1_024, Set.of())))
        .extracting(it -> it.verdict().word() + " " + it.part() + ": " + it.text())
        .satisfiesExactly(
            java -> assertThat(java).isEqualTo("bad java: JDK 21: install JDK 25"),
            names -> assertThat(names).startsWith("warn names").contains("LC_ALL=C.UTF-8"),
            memory -> assertThat(memory).startsWith("warn memory: 0.5 GiB"),
            files -> assertThat(files).startsWith("warn files").contains("ulimit -n"),
            clock -> assertThat(clock).startsWith("warn clock").contains("chrony"),
            fuse -> assertThat(fuse).startsWith("warn fuse").contains("apt-get install fuse3"),
            watches -> assertThat(watches).startsWith("warn watches").contains("max_user_watches"));
  }

  @Test
  void aMountNeedsTheDeviceToo() {
    assertThat(unwell(new Drawn(25, "UTF-8", 4L << 30, 65_536, Set.of("fusermount3", "clock"))))
        .singleElement()
        .satisfies(fuse -> assertThat(fuse.text()).startsWith("/dev/fuse cannot be used"));
  }

  /** Such a file gives its number to the first reading alone. */
  @Test
  void aNumberOfTheKernelIsReadWhole() throws Exception {
    Path file = Path.of("/proc/sys/fs/inotify/max_queued_events");
    Process cat = new ProcessBuilder("cat", file.toString()).start();
    String number = new String(cat.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(Machine.here().kernelNumber(file)).hasValue(Long.parseLong(number));
  }
}
