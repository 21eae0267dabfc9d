package org.ostraka.ballot.fuse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.cryptomator.jfuse.api.Fuse;
import org.cryptomator.jfuse.api.FuseBuilder;
import org.cryptomator.jfuse.api.FuseMountFailedException;
import org.ostraka.ballot.BallotFileSystem;
import org.ostraka.ballot.ElectionName;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One election as a directory: its ballots and directories stand directly in the mount point.
 *
 * <ul>
 *   <li>A ballot is created as {@code name@voterId} and appears as {@code name} once it is closed;
 *       the first {@code @} separates. Until the last descriptor is closed, {@code name@voterId}
 *       can be asked for its attributes, and it is never listed.
 *   <li>close(2) returns when the ballot is durable on the server, or with the error. The first
 *       close (or fsync) of a descriptor behind which something was written records the ballot and
 *       ends its writing, also when it is a duplicate in another process: write a ballot with one
 *       program. The kernel closes the files of a process that dies, so write it with one write.
 *   <li>A file that is closed without any write is abandoned when the kernel has released it: no
 *       ballot is recorded, and name and voter are free again. An empty ballot cannot be cast here.
 *   <li>Everything else that would change a closed file is refused with EPERM, whoever asks.
 * </ul>
 *
 * <p>The mount is gone when this is closed, when the process ends by itself or by a signal, and,
 * through libfuse's watching helper, when it is killed.
 */
public final class BallotMount implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BallotMount.class);
  private static final int UNMOUNT_ATTEMPTS = 20;
  private static final long UNMOUNT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long WATCH_PERIOD_MILLIS = 500;

  private final Fuse fuse;
  private final FuseLibrary library;
  private final MountPoint point;
  private final Thread exitHook = new Thread(this::unmount, "ballot-unmount");
  private final CountDownLatch closed = new CountDownLatch(1);

  private BallotMount(Fuse fuse, FuseLibrary library, MountPoint point) {
    this.fuse = fuse;
    this.library = library;
    this.point = point;
  }

  /**
   * Mounts an election; the mount point works when this returns.
   *
   * @param directory exists and is empty
   * @throws Fault {@code fuse-missing}, {@code fuse-device}, {@code mount-point-…}, {@code
   *     mount-failed}, {@code election-unknown}
   */
  public static BallotMount mount(
      BallotFileSystem ballots, ElectionName election, Path directory, MountOptions options)
      throws Fault, IOException, InterruptedException {
    FuseLibrary library = FuseLibrary.find();
    MountPoint point = MountPoint.require(directory);
    ballots.space(election);
    FuseBuilder builder = Fuse.builder();
    builder.setLibraryPath(library.file().toString());
    Fuse fuse =
        builder.build(
            new BallotOperations(
                new MountedElection(ballots, election), Owner.ofThisProcess(), builder.errno()));
    JfuseGaps.refuseLinkAndMknod(fuse);
    BallotMount mount = new BallotMount(fuse, library, point);
    mount.start(election, options);
    return mount;
  }

  private void start(ElectionName election, MountOptions options) throws Fault {
    try {
      fuse.mount("ostraka", point.path(), "-o", String.join(",", flags(election, options)));
      Runtime.getRuntime().addShutdownHook(exitHook);
    } catch (FuseMountFailedException | IllegalArgumentException e) {
      throw new Fault(
          FaultKind.BROKEN,
          "mount-failed",
          "mounting on %s failed: %s; libfuse's own message stands above"
              .formatted(point.path(), e.getMessage()),
          e);
    }
  }

  /**
   * The options that matter. No name or attribute is cached by the kernel, because {@code
   * name@voterId} ends with its last descriptor and because other servers' ballots appear at any
   * time.
   */
  private List<String> flags(ElectionName election, MountOptions options) {
    List<String> flags = new ArrayList<>(library.threadOptions());
    flags.addAll(List.of("fsname=ostraka:" + election, "subtype=ballot", "auto_unmount"));
    flags.addAll(List.of("entry_timeout=0", "attr_timeout=0", "negative_timeout=0"));
    flags.addAll(List.of("nosuid", "nodev", "noexec", "noatime"));
    if (options.allowOther()) {
      flags.addAll(List.of("allow_other", "default_permissions"));
    }
    return flags;
  }

  /** Waits until the election is unmounted, by {@link #close} or from outside. */
  public void awaitUnmounted() throws InterruptedException, IOException {
    boolean over = false;
    while (!over) {
      // The kernel announces an unmount to libfuse only, and jfuse keeps that to itself.
      over = closed.await(WATCH_PERIOD_MILLIS, TimeUnit.MILLISECONDS) || !point.isMounted();
    }
  }

  /** Unmounts; files that are being closed get up to two seconds to finish. */
  @Override
  public void close() {
    unmount();
    try {
      Runtime.getRuntime().removeShutdownHook(exitHook);
    } catch (IllegalStateException e) {
      LOG.debug("the process is ending: its hook unmounts", e);
    }
  }

  private synchronized void unmount() {
    if (closed.getCount() > 0) {
      try {
        dismissWatcher();
        unmountOrDetach();
      } catch (IOException | InterruptedException | TimeoutException e) {
        LOG.warn("unmounting {} failed; fusermount3 -u -z unmounts it", point.path(), e);
      } finally {
        closed.countDown();
      }
    }
  }

  /**
   * libfuse never ends the helper that auto_unmount started. It would unmount whatever election
   * stands on this mount point when this process ends, also another process's.
   */
  private void dismissWatcher() {
    ProcessHandle.current()
        .children()
        .filter(child -> library.isWatcher(child, point))
        .forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * A mount that is still in use after the last attempt is detached: it disappears, those who are
   * inside keep it to the end of this process. Only when nobody is inside may libfuse be ended,
   * because a later call would then run into freed memory.
   */
  private void unmountOrDetach() throws IOException, InterruptedException, TimeoutException {
    for (int attempt = 0; attempt < UNMOUNT_ATTEMPTS && point.isMounted(); attempt++) {
      if (runHelper("-q", "-u")) {
        fuse.close();
        return;
      }
      LockSupport.parkNanos(UNMOUNT_PAUSE_NANOS);
    }
    if (point.isMounted()) {
      LOG.warn("{} is in use: it is detached now", point.path());
      runHelper("-q", "-u", "-z");
    }
  }

  private boolean runHelper(String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(library.helper().toString()));
    command.addAll(List.of(flags));
    command.addAll(List.of("--", point.path().toString()));
    Process helper =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return helper.waitFor() == 0;
  }
}
