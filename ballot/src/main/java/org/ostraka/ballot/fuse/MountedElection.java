package org.ostraka.ballot.fuse;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotFileSystem;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileStat;
import org.ostraka.ballot.FileState;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.Space;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * An election as the kernel sees it: paths and handles on one side, the library interface on the
 * other. Called from many threads; only calls for the same open file wait for one another.
 */
final class MountedElection {
  private static final int O_ACCMODE = 3;
  private static final int O_TRUNC = 01000;
  private static final int O_APPEND = 02000;

  /** A path of so many characters breaks no limit of bytes. */
  private static final int SHORT_PATH = BallotPath.MAX_COMPONENT_BYTES / 3;

  /** Directories that are remembered; those beyond are asked for each time. */
  private static final int MOST_DIRECTORIES = 100_000;

  private final BallotFileSystem ballots;
  private final ElectionName election;
  private final Recorder recorder;
  private final OpenFiles open = new OpenFiles();

  /** A directory stays one for ever, and the kernel asks for it with each name below it. */
  private final Set<BallotPath> directories = ConcurrentHashMap.newKeySet();

  /** An election whose ballots are recorded one by one, each on its caller's thread. */
  MountedElection(BallotFileSystem ballots, ElectionName election) {
    this(
        ballots,
        election,
        (reservation, block, outcome) -> outcome.is(failureOrNull(ballots, reservation, block)));
  }

  MountedElection(BallotFileSystem ballots, ElectionName election, Recorder recorder) {
    this.ballots = ballots;
    this.election = election;
    this.recorder = recorder;
  }

  private static @Nullable Exception failureOrNull(
      BallotFileSystem ballots, Reservation reservation, Block block) {
    try {
      ballots.close(reservation, block);
      return null;
    } catch (Fault | IOException | InterruptedException | RuntimeException e) {
      return e;
    }
  }

  /**
   * Flushes a created file later, as {@link CreatedFile#flush}.
   *
   * @return whether the handle is that of one
   */
  boolean flushLater(long handle, Recorder.Outcome outcome) {
    if (open.fileOrNull(handle) instanceof CreatedFile created) {
      created.flush(outcome);
      return true;
    }
    return false;
  }

  Attributes attributes(String path) throws Fault, IOException, InterruptedException {
    CreatedFile created = open.createdOrNull(path);
    return created == null ? Attributes.of(stat(path)) : created.attributes();
  }

  private FileStat stat(String path) throws Fault, IOException, InterruptedException {
    BallotPath name = MountPath.existing(path);
    if (name.isRoot() || directories.contains(name)) {
      return new FileStat.Directory(name);
    }
    FileStat stat = ballots.stat(election, name);
    if (stat instanceof FileStat.Directory && directories.size() < MOST_DIRECTORIES) {
      directories.add(name);
    }
    return stat;
  }

  /**
   * Whether nothing of that path exists for certain: no closed file's name has an {@code @}. The
   * kernel asks this before it creates a file.
   */
  boolean isUnborn(String path) {
    return path.length() <= SHORT_PATH
        && path.indexOf(BallotPath.SEPARATOR) >= 0
        && open.createdOrNull(path) == null;
  }

  /** Creates {@code name@voterId} and returns its handle. */
  long create(String path) throws Fault, IOException, InterruptedException {
    MountPath.Creation creation = MountPath.creation(path);
    Reservation reservation = ballots.create(election, creation.name(), creation.voter());
    return open.addCreated(path, new CreatedFile(ballots, recorder, reservation));
  }

  /** Opens a closed ballot for reading and returns its handle. */
  long open(String path, int flags) throws Fault, IOException, InterruptedException {
    if ((flags & (O_ACCMODE | O_TRUNC | O_APPEND)) != 0 || open.createdOrNull(path) != null) {
      throw Refusal.IMMUTABLE.fault("this name");
    }
    return open.add(new ReadFile(ballots.read(election, MountPath.existing(path)).block()));
  }

  OpenFile file(long handle) throws Fault {
    return open.file(handle);
  }

  void release(String path, long handle) throws Fault, IOException, InterruptedException {
    open.remove(path, handle).release();
  }

  long openDirectory(String path) throws Fault {
    return open.add(new DirectoryCursor(ballots, election, MountPath.existing(path)));
  }

  DirectoryCursor directory(long handle) throws Fault {
    return open.directory(handle);
  }

  void releaseDirectory(long handle) {
    open.removeDirectory(handle);
  }

  void makeDirectory(String path) throws Fault, IOException, InterruptedException {
    ballots.makeDirectory(election, MountPath.directoryToMake(path));
  }

  Space space() throws Fault, IOException, InterruptedException {
    return ballots.space(election);
  }

  /** The state of a ballot; empty for a directory, which has none. */
  Optional<FileState> state(String path) throws Fault, IOException, InterruptedException {
    if (open.createdOrNull(path) != null) {
      return Optional.of(FileState.PENDING);
    }
    return switch (stat(path)) {
      case FileStat.Directory _ -> Optional.empty();
      case FileStat.Ballot ballot -> Optional.of(ballot.state());
    };
  }

  /**
   * Takes a change of mode, owner or times. Programs that create a file set these as a matter of
   * course before they close it, so it is taken without effect then; they are fixed here.
   *
   * @throws Fault {@code immutable} for everything that is closed
   */
  void requireBeingCreated(String path) throws Fault {
    if (open.createdOrNull(path) == null) {
      throw Refusal.IMMUTABLE.fault("this name");
    }
  }

  /** Takes a truncation that changes nothing, of a file that is being written. */
  void requireLength(String path, long length) throws Fault {
    CreatedFile created = open.createdOrNull(path);
    if (created == null || created.attributes().size() != length) {
      throw Refusal.IMMUTABLE.fault("this name");
    }
  }

  /** Whether access(2) grants reading and entering; what is closed grants nothing else. */
  void requireAccess(String path, boolean write, boolean execute)
      throws Fault, IOException, InterruptedException {
    if ((write || execute) && !attributes(path).isDirectory()) {
      throw Fault.of(FaultKind.ACCESS_DENIED, "a ballot can only be read");
    }
  }
}
