package org.ostraka.ballot.fuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.ostraka.base.Fault;

/** An election in memory on a real mount; a machine without FUSE fails the test and says why. */
record Mounted(MemoryBallotFileSystem ballots, Path root, BallotMount mount)
    implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static Mounted in(Path folder, MemoryBallotFileSystem ballots)
      throws Fault, IOException, InterruptedException {
    return in(folder, ballots, Closing.EACH);
  }

  static Mounted in(Path folder, MemoryBallotFileSystem ballots, Closing closing)
      throws Fault, IOException, InterruptedException {
    Path root = Files.createDirectory(folder.resolve("mnt"));
    BallotMount mount =
        BallotMount.mount(
            closing == Closing.MANY ? ClosingMany.of(ballots) : ballots,
            MemoryBallotFileSystem.ELECTION,
            root,
            MountOptions.DEFAULT);
    return new Mounted(ballots, root, mount);
  }

  /** How ballots are recorded: each on the thread of its close, or many by one. */
  enum Closing {
    EACH,
    MANY
  }

  Path path(String name) {
    return root.resolve(name);
  }

  /** Creates, writes and closes; returns the first error, or what close returned. */
  int cast(String nameAtVoter, String content) {
    int descriptor = create(nameAtVoter);
    if (descriptor < 0) {
      return descriptor;
    }
    int written = Posix.write(descriptor, content);
    int closed = Posix.close(descriptor);
    return written < 0 ? written : closed;
  }

  int create(String nameAtVoter) {
    return Posix.open(path(nameAtVoter), Posix.O_WRONLY | Posix.O_CREAT | Posix.O_EXCL);
  }

  /** The kernel releases files after close(2) has returned: waits until it has. */
  void awaitReleased() {
    await("every created file is closed or abandoned", () -> ballots.openFiles() == 0);
  }

  static void await(String what, BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("still not true: " + what);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  @Override
  public void close() {
    mount.close();
  }
}
