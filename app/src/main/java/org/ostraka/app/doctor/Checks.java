package org.ostraka.app.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Holds a machine against what Ostraka needs of it. */
final class Checks {
  private static final int JAVA_RELEASE = 25;
  private static final long MEMORY_BYTES = 1L << 30;
  private static final long OPEN_FILES = 4_096;
  private static final long WATCHES = 65_536;
  private static final Path FUSE_DEVICE = Path.of("/dev/fuse");
  private static final Path WATCHES_FILE = Path.of("/proc/sys/fs/inotify/max_user_watches");

  private final Machine machine;

  Checks(Machine machine) {
    this.machine = machine;
  }

  List<Finding> all() {
    return List.of(java(), names(), memory(), openFiles(), clock(), fuse(), watches());
  }

  private Finding java() {
    int release = machine.javaRelease();
    return release >= JAVA_RELEASE
        ? Finding.ok("java", "JDK " + release)
        : Finding.bad("java", "JDK %d: install JDK %d".formatted(release, JAVA_RELEASE));
  }

  private Finding names() {
    String charset = machine.fileNameCharset();
    return charset.equals("UTF-8")
        ? Finding.ok("names", "file names are UTF-8")
        : Finding.warn(
            "names",
            "file names are read as %s, so that names with accents fail: set LC_ALL=C.UTF-8"
                .formatted(charset));
  }

  private Finding memory() {
    String size = Finding.gibibytes(machine.memoryBytes());
    return machine.memoryBytes() >= MEMORY_BYTES
        ? Finding.ok("memory", size)
        : Finding.warn("memory", size + ": a server of a large election wants 1 GiB");
  }

  private Finding openFiles() {
    OptionalLong limit = machine.openFiles();
    if (limit.isPresent() && limit.getAsLong() < OPEN_FILES) {
      return Finding.warn(
          "files",
          "a process may open %d files and connections: raise it to %d or more (ulimit -n)"
              .formatted(limit.getAsLong(), OPEN_FILES));
    }
    return Finding.ok("files", "enough files and connections may be open");
  }

  private Finding clock() {
    return machine.hasTimeService()
        ? Finding.ok("clock", "a time service keeps it right")
        : Finding.warn(
            "clock",
            "no time service seen: a ballot whose date is further from the leader's clock than allowed is dated by its arrival; install one (Debian: apt-get install chrony), unless the host of this machine has one");
  }

  private Finding fuse() {
    if (!machine.hasProgram("fusermount3")) {
      return Finding.warn(
          "fuse", "no fusermount3: elections cannot be mounted (Debian: apt-get install fuse3)");
    }
    return machine.isUsable(FUSE_DEVICE)
        ? Finding.ok("fuse", "elections can be mounted")
        : Finding.warn(
            "fuse",
            "%s cannot be used: load the module fuse, and give this user or container the device"
                .formatted(FUSE_DEVICE));
  }

  private Finding watches() {
    OptionalLong limit = machine.kernelNumber(WATCHES_FILE);
    if (limit.isPresent() && limit.getAsLong() < WATCHES) {
      return Finding.warn(
          "watches",
          "%d folders can be watched: a desk with more notices changes late; sysctl fs.inotify.max_user_watches=%d"
              .formatted(limit.getAsLong(), WATCHES));
    }
    return Finding.ok("watches", "enough folders can be watched");
  }
}
