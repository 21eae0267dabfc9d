package org.ostraka.ballot.raft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.MemoryBoxStore;

/** One server of a test: its disk outlives its process. */
final class TestServer {
  private final RaftSettings settings;
  private final MemoryBoxStore store = new MemoryBoxStore();
  private final FailingBoxStore disk = new FailingBoxStore(store);
  private final AtomicInteger installed = new AtomicInteger();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private @Nullable RaftBallotLog log;
  private @Nullable BallotReplica replica;

  TestServer(RaftSettings settings) {
    this.settings = settings;
  }

  ServerId id() {
    return settings.self();
  }

  RaftSettings settings() {
    return settings;
  }

  /** As {@code init} leaves a server. */
  void allowFirstStart() throws IOException {
    Files.createDirectories(settings.directory());
    Files.createFile(settings.directory().resolve(RaftBallotLog.FIRST_START));
  }

  void start() throws IOException {
    BallotReplica rebuilt = new BallotReplica(disk, settlements -> {});
    replica = rebuilt;
    log =
        RaftBallotLog.start(
            settings,
            rebuilt,
            new MemorySnapshots(store, installed),
            InstantSource.system(),
            failures::add);
  }

  boolean runs() {
    return log != null;
  }

  RaftBallotLog log() {
    if (log == null) {
      throw new IllegalStateException(id() + " does not run");
    }
    return log;
  }

  BallotReplica replica() {
    if (replica == null) {
      throw new IllegalStateException(id() + " never ran");
    }
    return replica;
  }

  /** How often another server's tables took the place of its own. */
  int installed() {
    return installed.get();
  }

  List<Throwable> failures() {
    return failures;
  }

  FailingBoxStore disk() {
    return disk;
  }

  void stop() throws IOException {
    log().close();
    log = null;
  }

  /** The process ends without a flush: its tables lose some of the latest entries. */
  void crash(RandomGenerator random) throws IOException {
    stop();
    store.crash(random);
  }

  /** A new, empty disk. */
  void loseDisk() throws IOException {
    Directories.delete(settings.directory());
    store.wipe();
  }

  /** The tables are empty, the log is as it was. */
  void loseTables() {
    store.wipe();
  }

  Path directory() {
    return settings.directory();
  }
}
