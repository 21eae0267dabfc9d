package org.ostraka.ballot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.ElectionName;
import org.ostraka.base.Fault;

/** How mounts end, and when none is made. */
final class UnmountTest {
  private static final int SIGTERM_EXIT = 143;

  @TempDir private Path folder;

  private final MemoryBallotFileSystem ballots = new MemoryBallotFileSystem("ada", "bob");

  private static boolean isMounted(Path directory) {
    try {
      return new MountPoint(directory.toAbsolutePath()).isMounted();
    } catch (IOException e) {
      throw new AssertionError("reading the mounts", e);
    }
  }

  @Test
  void closingUnmountsAndClosingAgainIsNothing() throws Exception {
    Mounted mounted = Mounted.in(folder, ballots);
    assertThat(mounted.cast("b1@ada", "yes")).isZero();
    assertThat(isMounted(mounted.root())).isTrue();
    mounted.close();
    assertThat(isMounted(mounted.root())).isFalse();
    assertThat(mounted.root()).isEmptyDirectory();
    mounted.close();
  }

  @Test
  void theSameDirectoryCanBeMountedAgain() throws Exception {
    Mounted first = Mounted.in(folder, ballots);
    first.cast("b1@ada", "yes");
    first.close();
    try (BallotMount _ = mount(first.root())) {
      assertThat(Files.readString(first.path("b1"))).isEqualTo("yes");
    }
  }

  private BallotMount mount(Path directory) throws Fault, IOException, InterruptedException {
    return BallotMount.mount(
        ballots, MemoryBallotFileSystem.ELECTION, directory, MountOptions.DEFAULT);
  }

  @Test
  void aMountThatIsInUseDisappearsAllTheSame() throws Exception {
    Mounted mounted = Mounted.in(folder, ballots);
    int descriptor = mounted.create("b1@ada");
    mounted.close();
    assertThat(isMounted(mounted.root())).isFalse();
    Posix.write(descriptor, "yes");
    assertThat(Posix.close(descriptor)).isZero();
    assertThat(ballots.content("b1")).isEqualTo("yes");
  }

  @Test
  void unmountingFromOutsideEndsTheWait() throws Exception {
    try (Mounted mounted = Mounted.in(folder, ballots)) {
      Program unmount = Program.run(folder, "fusermount3", "-u", mounted.root().toString());
      assertThat(unmount.exitCode()).as(unmount.output()).isZero();
      mounted.mount().awaitUnmounted();
    }
  }

  @Test
  void aMountOfANameWithSpacesIsFoundAmongTheMounts() throws Exception {
    Path odd = Files.createDirectory(folder.resolve("à monter \\ ici"));
    BallotMount mount = mount(odd);
    assertThat(isMounted(odd)).isTrue();
    mount.close();
    assertThat(isMounted(odd)).isFalse();
  }

  @Test
  void aTerminatedProcessUnmounts() throws Exception {
    Process process = startMounting();
    process.destroy();
    assertThat(process.waitFor()).isEqualTo(SIGTERM_EXIT);
    assertThat(isMounted(folder)).isFalse();
  }

  @Test
  void aKilledProcessLeavesNoStaleMount() throws Exception {
    Process process = startMounting();
    process.destroyForcibly().waitFor();
    Mounted.await("the helper has unmounted", () -> !isMounted(folder));
    try (BallotMount _ = mount(folder)) {
      assertThat(isMounted(folder)).isTrue();
    }
  }

  /** Else it would unmount what another process mounts there before this process ends. */
  @Test
  void closingLeavesNoHelperThatWatchesTheMountPoint() throws Exception {
    Mounted mounted = Mounted.in(folder, ballots);
    assertThat(watchers()).isEqualTo(1);
    mounted.close();
    Mounted.await("the helper has ended", () -> watchers() == 0);
  }

  private long watchers() {
    return ProcessHandle.current()
        .children()
        .flatMap(child -> child.info().arguments().stream().flatMap(Stream::of))
        .filter(argument -> argument.startsWith(folder.toString()))
        .count();
  }

  private Process startMounting() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    java,
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    MountingProcess.class.getName(),
                    folder.toString()))
            .redirectErrorStream(true)
            .start();
    assertThat(isReady(process.inputReader())).as("the process mounts").isTrue();
    assertThat(isMounted(folder)).isTrue();
    return process;
  }

  private static boolean isReady(BufferedReader output) throws IOException {
    String line = output.readLine();
    while (line != null && !line.equals(MountingProcess.READY)) {
      line = output.readLine();
    }
    return line != null;
  }

  @Test
  void aMountPointMustBeAnEmptyDirectoryOfItsOwn() throws Exception {
    assertRefused(folder.resolve("none"), "mount-point-missing");
    assertRefused(Files.createFile(folder.resolve("file")), "mount-point-not-directory");
    assertRefused(folder, "mount-point-not-empty");
    Path free = Files.createDirectory(folder.resolve("free"));
    try (BallotMount _ = mount(free)) {
      assertRefused(free, "mount-point-busy");
    }
  }

  private void assertRefused(Path directory, String code) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> mount(directory).close())
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(code))
        .satisfies(fault -> assertThat(fault.text()).contains(directory.toString()));
  }

  @Test
  void onlyAnElectionThatExistsIsMounted() {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() ->
            BallotMount.mount(ballots, new ElectionName("other"), folder, MountOptions.DEFAULT)
                .close())
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("election-unknown"));
    assertThat(isMounted(folder)).isFalse();
  }
}
