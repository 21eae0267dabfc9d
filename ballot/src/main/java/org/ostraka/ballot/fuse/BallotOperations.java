package org.ostraka.ballot.fuse;

import static org.ostraka.ballot.fuse.ErrnoBoundary.answer;
import static org.ostraka.ballot.fuse.ErrnoBoundary.done;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.cryptomator.jfuse.api.DirFiller;
import org.cryptomator.jfuse.api.Errno;
import org.cryptomator.jfuse.api.FileInfo;
import org.cryptomator.jfuse.api.FuseConfig;
import org.cryptomator.jfuse.api.FuseConnInfo;
import org.cryptomator.jfuse.api.Stat;
import org.cryptomator.jfuse.api.Statvfs;
import org.cryptomator.jfuse.api.TimeSpec;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks of libfuse: each one unpacks the kernel's values, asks the {@link MountedElection}
 * and packs the answer, zero or a count for success and a negated error number otherwise. libfuse
 * calls them from many threads of its own, which the virtual machine attaches at their first call
 * and keeps.
 */
final class BallotOperations implements WriteOnceOperations {
  private static final Set<Operation> SUPPORTED =
      EnumSet.complementOf(EnumSet.of(Operation.READLINK, Operation.DESTROY));

  private static final int THROUGH_PIPES =
      FuseConnInfo.FUSE_CAP_SPLICE_READ
          | FuseConnInfo.FUSE_CAP_SPLICE_WRITE
          | FuseConnInfo.FUSE_CAP_SPLICE_MOVE;

  private final MountedElection election;
  private final Owner owner;
  private final Errno errno;
  private final StateAttribute stateAttribute;
  private final Runnable opening;

  /**
   * The callbacks of an election.
   *
   * @param opening is run when the kernel says its first word
   */
  BallotOperations(MountedElection election, Owner owner, Errno errno, Runnable opening) {
    this.opening = opening;
    this.election = election;
    this.owner = owner;
    this.errno = errno;
    this.stateAttribute = new StateAttribute(election, errno);
  }

  @Override
  public Errno errno() {
    return errno;
  }

  @Override
  public Set<Operation> supportedOperations() {
    return EnumSet.copyOf(SUPPORTED);
  }

  /**
   * Messages come straight into the buffer. libfuse would have them go through a pipe, which spares
   * a copy of large ones and costs a call of the system for each of these small ones.
   */
  @Override
  public void init(FuseConnInfo connection, @Nullable FuseConfig config) {
    connection.setWant(connection.want() & ~THROUGH_PIPES);
    opening.run();
  }

  @Override
  public int getattr(String path, Stat stat, @Nullable FileInfo file) {
    return election.isUnborn(path)
        ? -errno.enoent()
        : done("getattr", () -> show(election.attributes(path), stat));
  }

  private void show(Attributes attributes, Stat stat) {
    attributes.writeTo(stat, owner);
    if (attributes.isDirectory()) {
      LastingDirectories.isNext();
    }
  }

  @Override
  public int access(String path, int mask) {
    return done("access", () -> election.requireAccess(path, (mask & 2) != 0, (mask & 1) != 0));
  }

  @Override
  public int create(String path, int mode, FileInfo file) {
    return done("create", () -> setHandle(file, election.create(path)));
  }

  /** A descriptor reads the block it opened, whatever another one of that name has read. */
  private static void setHandle(FileInfo file, long handle) {
    file.setFh(handle);
    JfuseGaps.bypassKernelCache(file);
  }

  @Override
  public int open(String path, FileInfo file) {
    return done("open", () -> setHandle(file, election.open(path, file.getFlags())));
  }

  @Override
  public int read(String path, ByteBuffer into, long count, long offset, FileInfo file) {
    return answer("read", () -> election.file(file.getFh()).read(into, offset));
  }

  @Override
  public int write(String path, ByteBuffer from, long count, long offset, FileInfo file) {
    return answer("write", () -> election.file(file.getFh()).write(from, offset));
  }

  @Override
  public int flush(String path, FileInfo file) {
    return record("flush", file);
  }

  /** Durable means recorded: a file that is synchronised after a write takes no further write. */
  @Override
  public int fsync(String path, int dataOnly, FileInfo file) {
    return record("fsync", file);
  }

  private int record(String operation, FileInfo file) {
    return done(operation, () -> election.file(file.getFh()).flush());
  }

  @Override
  public int release(String path, FileInfo file) {
    return done("release", () -> election.release(path, file.getFh()));
  }

  @Override
  public int mkdir(String path, int mode) {
    return done("mkdir", () -> election.makeDirectory(path));
  }

  @Override
  public int opendir(String path, FileInfo file) {
    return done("opendir", () -> file.setFh(election.openDirectory(path)));
  }

  @Override
  public int readdir(String path, DirFiller filler, long offset, FileInfo file, int flags) {
    return done(
        "readdir",
        () -> new Listing(election.directory(file.getFh()), filler, owner).fillFrom(offset));
  }

  @Override
  public int releasedir(@Nullable String path, FileInfo file) {
    election.releaseDirectory(file.getFh());
    return 0;
  }

  /** Directories are durable when mkdir(2) returns. */
  @Override
  public int fsyncdir(@Nullable String path, int dataOnly, FileInfo file) {
    return 0;
  }

  @Override
  public int statfs(String path, Statvfs statvfs) {
    return done("statfs", () -> new SpaceShown(election.space()).writeTo(statvfs));
  }

  @Override
  public int getxattr(String path, String name, ByteBuffer value) {
    return stateAttribute.get(path, name, value);
  }

  @Override
  public int listxattr(String path, ByteBuffer names) {
    return stateAttribute.list(path, names);
  }

  @Override
  public int setxattr(String path, String name, ByteBuffer value, int flags) {
    return stateAttribute.refuseChange(name);
  }

  @Override
  public int removexattr(String path, String name) {
    return stateAttribute.refuseChange(name);
  }

  @Override
  public int truncate(String path, long size, @Nullable FileInfo file) {
    return done("truncate", () -> election.requireLength(path, size));
  }

  @Override
  public int chmod(String path, int mode, @Nullable FileInfo file) {
    return takeWhileCreating("chmod", path);
  }

  @Override
  public int chown(String path, int uid, int gid, @Nullable FileInfo file) {
    return takeWhileCreating("chown", path);
  }

  @Override
  public int utimens(String path, TimeSpec access, TimeSpec change, @Nullable FileInfo file) {
    return takeWhileCreating("utimens", path);
  }

  private int takeWhileCreating(String operation, String path) {
    return done(operation, () -> election.requireBeingCreated(path));
  }
}
