package org.ostraka.app.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.FileDisk;

/** Looks at the disk under a folder: room, and whether and how fast it makes files durable. */
final class DiskCheck {
  private static final long ROOM_BYTES = 1L << 30;
  private static final int WRITES = 5;
  private static final long SLOW_MILLIS = 100;

  private final FileDisk disk = new FileDisk();
  private final Path folder;

  DiskCheck(Path folder) {
    this.folder = folder;
  }

  Finding room() throws IOException {
    long usable = disk.usableBytes(folder);
    String size = Finding.gibibytes(usable);
    return usable >= ROOM_BYTES
        ? Finding.ok("room", "%s free in %s".formatted(size, folder))
        : Finding.bad(
            "room",
            "%s free in %s: servers refuse ballots when the disk is nearly full; make room"
                .formatted(size, folder));
  }

  /** Writes a small file durably a few times, and removes it. */
  Finding durability() throws IOException {
    Path probe = folder.resolve(".ostraka-doctor-" + ProcessHandle.current().pid());
    try {
      AtomicFiles files = new AtomicFiles(disk);
      long started = System.nanoTime();
      for (int at = 0; at < WRITES; at++) {
        files.replace(probe, ("probe " + at).getBytes(StandardCharsets.UTF_8));
      }
      return judged((System.nanoTime() - started) / 1e6 / WRITES);
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  private static Finding judged(double millis) {
    String each = "a durable write takes %.1f ms".formatted(millis);
    return millis <= SLOW_MILLIS
        ? Finding.ok("disk", each)
        : Finding.warn(
            "disk",
            each + ": every ballot waits for one; use a faster disk or less loaded storage");
  }
}
