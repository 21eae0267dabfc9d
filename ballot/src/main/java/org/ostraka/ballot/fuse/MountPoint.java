package org.ostraka.ballot.fuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * The directory that an election is mounted on.
 *
 * @param path absolute, without symbolic links
 */
record MountPoint(Path path) {
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

  /** The column of mountinfo that holds the mount point, see proc_pid_mountinfo(5). */
  private static final int POINT_COLUMN = 4;

  /**
   * Checks that something can be mounted there.
   *
   * @throws Fault {@code mount-point-missing}, {@code mount-point-stale}, {@code
   *     mount-point-not-directory}, {@code mount-point-not-empty}, {@code mount-point-busy}
   */
  static MountPoint require(Path given) throws Fault, IOException {
    requireNotStale(given.toAbsolutePath().normalize());
    if (!Files.exists(given)) {
      throw fault(FaultKind.NOT_FOUND, "missing", given, "does not exist: make the directory");
    }
    if (!Files.isDirectory(given)) {
      throw fault(FaultKind.NOT_DIRECTORY, "not-directory", given, "is not a directory");
    }
    MountPoint point = new MountPoint(given.toRealPath());
    point.requireFree();
    return point;
  }

  /** After a crash without auto_unmount the kernel still has the mount, with nobody behind it. */
  private static void requireNotStale(Path absolute) throws Fault, IOException {
    if (new MountPoint(absolute).isStale()) {
      throw fault(
          FaultKind.BUSY,
          "stale",
          absolute,
          "is left over from a mount that died: fusermount3 -u -z " + absolute);
    }
  }

  /** Whether the kernel has a mount there with nobody behind it. */
  boolean isStale() throws IOException {
    return !Files.exists(path) && isMounted();
  }

  private void requireFree() throws Fault, IOException {
    if (isMounted()) {
      throw fault(FaultKind.BUSY, "busy", path, "is mounted already: choose another directory");
    }
    try (Stream<Path> entries = Files.list(path)) {
      if (entries.findAny().isPresent()) {
        throw fault(
            FaultKind.ALREADY_EXISTS, "not-empty", path, "is not empty: choose an empty directory");
      }
    }
  }

  private static Fault fault(FaultKind kind, String code, Path path, String rule) {
    return new Fault(kind, "mount-point-" + code, "mount point " + path + " " + rule);
  }

  /** Whether the kernel has anything mounted exactly there. */
  boolean isMounted() throws IOException {
    String escaped = escaped(path.toString());
    try (Stream<String> mounts = Files.lines(MOUNTS, StandardCharsets.ISO_8859_1)) {
      return mounts.anyMatch(line -> line.split(" ", -1)[POINT_COLUMN].equals(escaped));
    }
  }

  /** As the kernel writes it: bytes of UTF-8, with four of them in octal. */
  private static String escaped(String path) {
    String bytes = new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return bytes
        .replace("\\", "\\134")
        .replace(" ", "\\040")
        .replace("\t", "\\011")
        .replace("\n", "\\012");
  }
}
