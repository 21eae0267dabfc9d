package org.ostraka.ballot.fuse;

import java.nio.file.Path;

/** A process that mounts an election in memory until it is unmounted or killed. */
final class MountingProcess {
  static final String READY = "mounted";

  private MountingProcess() {}

  /** Takes the mount point; prints {@link #READY} on a line when it works. */
  public static void main(String[] arguments) throws Exception {
    MemoryBallotFileSystem ballots = new MemoryBallotFileSystem("ada", "bob");
    try (BallotMount mount =
        BallotMount.mount(
            ballots,
            MemoryBallotFileSystem.ELECTION,
            Path.of(arguments[0]),
            MountOptions.DEFAULT)) {
      System.out.println(READY);
      mount.awaitUnmounted();
    }
  }
}
