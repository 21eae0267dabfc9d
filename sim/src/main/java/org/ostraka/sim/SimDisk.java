package org.ostraka.sim;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Disk;

/**
 * A disk in memory that may lose, when it crashes, all that {@link Disk} does not promise to keep:
 * appends that were not forced survive wholly, torn at any byte or not at all, each by itself; new,
 * changed and removed names survive or not until their directory is forced.
 *
 * <p>It knows no permissions and no time. Its methods exclude one another, so that code with
 * threads can stand on it; but then the run depends on the threads and not only on the seed.
 */
public final class SimDisk implements Disk {
  private final RandomGenerator random;
  private final Names names = new Names();
  private long capacityBytes = Long.MAX_VALUE;

  /** Files that were opened before the last end of their process belong to an earlier one. */
  private int process;

  private boolean running = true;

  /** Changes until the process stops; negative when it goes on. */
  private long fuse = -1;

  public SimDisk(RandomGenerator random) {
    this.random = random;
  }

  /** Power loss and restart: drops what was not durable, by chance. Open files are dead. */
  public synchronized void crash() {
    // Nothing and everything are the cases that chance alone would seldom give.
    double survival =
        switch (random.nextInt(4)) {
          case 0 -> 0.0;
          case 1 -> 1.0;
          case 2 -> 0.5;
          default -> 0.9;
        };
    names.crash(random, survival);
    restart();
  }

  /** The process ends without warning and the machine goes on: all is kept, open files are dead. */
  public synchronized void kill() {
    restart();
  }

  private void restart() {
    process++;
    fuse = -1;
    running = true;
  }

  /**
   * The process stops during a later change: that operation and all after it throw {@link Stopped},
   * until {@link #crash} or {@link #kill} decides what it died of and lets the next one start.
   *
   * @param changes how many changing operations still finish before
   */
  public synchronized void stopAfter(long changes) {
    fuse = changes;
  }

  /** Whether {@link #stopAfter} has not struck, or another process has started since. */
  public synchronized boolean isRunning() {
    return running;
  }

  /** From now on, an append that would bring all files above this size finds the disk full. */
  public synchronized void capacity(long bytes) {
    capacityBytes = bytes;
  }

  /** Changes one bit or more of the byte at the position. */
  public synchronized void flipByte(Path file, int position) throws IOException {
    SimContent content = names.require(absolute(file));
    if (position < 0 || position >= content.size()) {
      throw new IllegalArgumentException(
          "%s has no byte %d, only %d bytes".formatted(file, position, content.size()));
    }
    content.flip(position, (byte) random.nextInt(1, 256));
  }

  @Override
  public synchronized void createDirectories(Path directory) throws IOException {
    requireRunning();
    countChange();
    names.createDirectories(absolute(directory));
  }

  @Override
  public synchronized File open(Path file) throws IOException {
    requireRunning();
    Path path = absolute(file);
    @Nullable SimContent held = names.getOrNull(path);
    if (held != null) {
      return new SimFile(this, path, held, process);
    }
    SimContent created = names.create(path);
    countChange();
    return new SimFile(this, path, created, process);
  }

  @Override
  public synchronized List<String> list(Path directory) throws IOException {
    requireRunning();
    return names.list(absolute(directory));
  }

  @Override
  public synchronized boolean exists(Path file) {
    requireRunning();
    return names.exists(absolute(file));
  }

  @Override
  public synchronized void rename(Path source, Path target) throws IOException {
    requireRunning();
    names.rename(absolute(source), absolute(target));
    countChange();
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    requireRunning();
    names.delete(absolute(file));
    countChange();
  }

  @Override
  public synchronized void forceDirectory(Path directory) throws IOException {
    requireRunning();
    countChange();
    names.force(absolute(directory));
  }

  @Override
  public synchronized long usableBytes(Path directory) {
    requireRunning();
    return capacityBytes == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : Math.max(0, capacityBytes - names.totalBytes());
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private void requireRunning() {
    if (!running) {
      throw new Stopped("the simulated process has stopped");
    }
  }

  /** That the process which opened the file is the one that runs now. */
  void requireAlive(Path file, int opener) {
    requireRunning();
    if (opener != process) {
      throw new Stopped(file + " was opened by a process that ended");
    }
  }

  /** In words that the real disk uses too, for they are what makes a fault of the right kind. */
  void requireRoom(long bytes) throws IOException {
    if (capacityBytes != Long.MAX_VALUE && bytes > capacityBytes - names.totalBytes()) {
      throw new IOException("No space left on device");
    }
  }

  /**
   * Counts a change towards the end set by {@link #stopAfter}. Called before what makes something
   * durable, which then did not happen, and after any other change, which happened and may be lost.
   */
  void countChange() {
    if (fuse == 0) {
      running = false;
      throw new Stopped("the simulated process stops here");
    }
    if (fuse > 0) {
      fuse--;
    }
  }
}
