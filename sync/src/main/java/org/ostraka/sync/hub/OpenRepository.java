package org.ostraka.sync.hub;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.base.Disk;
import org.ostraka.sync.account.Repositories.Repository;

/** A repository that is open on this hub, with what goes with it. */
final class OpenRepository implements Closeable {
  private static final long ROOM_NANOS = 1_000_000_000L;

  private final Repository repository;
  private final LiveRepository live;
  private final ChunkAccess access;
  private final Disk disk;
  private final Path directory;

  /** What was free, and when that was asked: each asking costs a system call. */
  private volatile Room room = new Room(0, System.nanoTime() - ROOM_NANOS - 1);

  private record Room(long bytes, long nanos) {}

  OpenRepository(Repository repository, LiveRepository live, Disk disk, Path directory) {
    this.repository = repository;
    this.live = live;
    this.access = new ChunkAccess(live);
    this.disk = disk;
    this.directory = directory;
  }

  /** The same, under another quota. */
  OpenRepository with(Repository changed) {
    return new OpenRepository(changed, live, disk, directory);
  }

  Repository repository() {
    return repository;
  }

  LiveRepository live() {
    return live;
  }

  ChunkAccess access() {
    return access;
  }

  /** Bytes free on the disk, about a second old at most. */
  long usableBytes() throws IOException {
    Room known = room;
    if (System.nanoTime() - known.nanos > ROOM_NANOS) {
      known = new Room(disk.usableBytes(directory), System.nanoTime());
      room = known;
    }
    return known.bytes;
  }

  @Override
  public void close() throws IOException {
    live.close();
  }
}
