package org.ostraka.ballot.fuse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.cryptomator.jfuse.api.Fuse;
import org.cryptomator.jfuse.api.FuseBuilder;
import org.cryptomator.jfuse.api.FuseMountFailedException;
import org.jspecify.annotations.Nullable;
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
 * <p>The mount is gone when this is closed, and, unless {@link MountOptions} say otherwise, when
 * the process ends by itself or by a signal, or, through libfuse's watching helper, when it is
 * killed.
 */
public final class BallotMount implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BallotMount.class);
  private static final int UNMOUNT_ATTEMPTS = 20;
  private static final long UNMOUNT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long WATCH_PERIOD_MILLIS = 500;

  private final MountedElection mounted;
  private final Fuse fuse;
  private final FuseLibrary library;
  private final MountPoint point;
  private final Optional<Committer> committer;

  /** The messages of a file system that closes many files at once come by these. */
  private volatile @Nullable Receivers receivers;

  private final Thread exitHook = new Thread(this::unmount, "ballot-unmount");
  private final CountDownLatch closed = new CountDownLatch(1);

  private BallotMount(
      MountedElection mounted, FuseLibrary library, MountPoint point, Optional<Committer> committer)
      throws IOException {
    FuseBuilder builder = Fuse.builder();
    builder.setLibraryPath(library.file().toString());
    this.mounted = mounted;
    this.library = library;
    this.point = point;
    this.committer = committer;
    Runnable opening =
        committer.isPresent() ? () -> LastingDirectories.begin(library.file()) : () -> {};
    this.fuse =
        builder.build(
            new BallotOperations(mounted, Owner.ofThisProcess(), builder.errno(), opening));
    JfuseGaps.refuseLinkAndMknod(fuse);
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
    BallotMount mount =
        ballots instanceof BatchClosing batches
            ? ofMany(batches, election, library, point)
            : new BallotMount(
                new MountedElection(ballots, election), library, point, Optional.empty());
    mount.start(election, options);
    return mount;
  }

  private static BallotMount ofMany(
      BatchClosing ballots, ElectionName election, FuseLibrary library, MountPoint point)
      throws IOException {
    Committer committer = new Committer(ballots);
    MountedElection mounted = new MountedElection(ballots, election, committer);
    return new BallotMount(mounted, library, point, Optional.of(committer));
  }

  private void start(ElectionName election, MountOptions options) throws Fault {
    try {
      String loop = committer.isPresent() ? "-s" : "-f";
      String flags = String.join(",", flags(election, options));
      fuse.mount("ostraka", point.path(), loop, "-o", flags);
      if (committer.isPresent()) {
        receivers = Receivers.start(fuse, library.file(), mounted);
      }
      if (options.endsWithProcess()) {
        Runtime.getRuntime().addShutdownHook(exitHook);
      }
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
   * time; but see {@link LastingDirectories}.
   */
  private List<String> flags(ElectionName election, MountOptions options) {
    List<String> flags = new ArrayList<>(library.threadOptions());
    flags.addAll(List.of("fsname=ostraka:" + election, "subtype=ballot"));
    flags.addAll(List.of("entry_timeout=0", "attr_timeout=0", "negative_timeout=0"));
    flags.addAll(List.of("nosuid", "nodev", "noexec", "noatime"));
    if (options.endsWithProcess()) {
      flags.add("auto_unmount");
    }
    if (options.allowOther()) {
      flags.addAll(List.of("allow_other", "default_permissions"));
    }
    return flags;
  }

  /** Whether anything is mounted exactly there, as this process sees it. */
  public static boolean isMounted(Path directory) throws IOException {
    return new MountPoint(directory).isMounted();
  }

  /**
   * Whether a process that has ended left a mount behind.
   *
   * @param directory absolute, without symbolic links
   */
  public static boolean isStale(Path directory) throws IOException {
    return new MountPoint(directory).isStale();
  }

  /**
   * Unmounts what a process that has ended left behind; a mount that works is let alone.
   *
   * @param directory absolute, without symbolic links
   * @throws Fault {@code fuse-missing}, {@code fuse-device}
   */
  public static void clearStale(Path directory) throws Fault, IOException, InterruptedException {
    if (isStale(directory)) {
      FuseLibrary.find().unmount(directory, "-q", "-u", "-z");
    }
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
      if (library.unmount(point.path(), "-q", "-u")) {
        endLoops();
        return;
      }
      LockSupport.parkNanos(UNMOUNT_PAUSE_NANOS);
    }
    if (point.isMounted()) {
      LOG.warn("{} is in use: it is detached now", point.path());
      library.unmount(point.path(), "-q", "-u", "-z");
    }
  }

  /**
   * libfuse is ended last: who receives or answers a message then would run into freed memory, or
   * into a file that got the number of its device.
   */
  private void endLoops() throws InterruptedException, TimeoutException {
    Receivers others = receivers;
    boolean received = others == null || others.haveEnded();
    boolean answered = committer.isEmpty() || committer.get().hasEnded();
    if (received && answered) {
      fuse.close();
    }
  }
}
