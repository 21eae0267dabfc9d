package org.ostraka.sync.hub;

import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.base.Disk;
import org.ostraka.base.Fault;

/** How much is free where a repository is, about a second old: each asking is a system call. */
final class FreeSpace {
  private static final long FRESH_NANOS = 1_000_000_000L;

  private final Disk disk;
  private final Path directory;

  /** What was free, less what was let in since. */
  private Seen seen = new Seen(0, System.nanoTime() - FRESH_NANOS - 1);

  private record Seen(long bytes, long nanos) {
    Seen less(long taken) {
      return new Seen(bytes - taken, nanos);
    }
  }

  FreeSpace(Disk disk, Path directory) {
    this.disk = disk;
    this.directory = directory;
  }

  private long usableBytes() throws IOException {
    Seen known = seen;
    if (System.nanoTime() - known.nanos > FRESH_NANOS) {
      known = new Seen(disk.usableBytes(directory), System.nanoTime());
      seen = known;
    }
    return known.bytes;
  }

  /**
   * Passes if so many bytes may come, and what must stay free stays.
   *
   * @throws Fault {@code no-space}
   */
  synchronized void require(long bytes, HubLimits limits) throws IOException, Fault {
    if (usableBytes() < bytes + limits.freeBytes()) {
      throw HubRefusal.diskFull();
    }
    seen = seen.less(bytes);
  }
}
