package org.ostraka.sync.home;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.desk.Abreast;
import org.ostraka.sync.desk.Decision;
import org.ostraka.sync.desk.DeskDisk;
import org.ostraka.sync.desk.DiskNames;
import org.ostraka.sync.desk.FileDeskDisk;
import org.ostraka.sync.desk.FileDeskDisk.NamedDisk;
import org.ostraka.sync.desk.Hub;
import org.ostraka.sync.desk.IgnoreRules;
import org.ostraka.sync.desk.Index;
import org.ostraka.sync.desk.NodeIds;
import org.ostraka.sync.desk.Pace;
import org.ostraka.sync.desk.Session;
import org.ostraka.sync.desk.SessionLoop;
import org.ostraka.sync.desk.SessionSettings;
import org.ostraka.sync.desk.SessionStatus;
import org.ostraka.sync.desk.Threads;
import org.ostraka.sync.desk.Watch;
import org.ostraka.sync.index.SqliteIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder's session on the real disk, its index, and the watch over the folder. */
final class RunningFolder implements Closeable {

  /** However good the watch: what it missed is found in this time. */
  private static final Duration LOOK_EVERY = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger(RunningFolder.class);
  private static final Duration BLIND_LOOK_EVERY = Duration.ofSeconds(30);

  private final SyncedFolder folder;
  private final SessionLoop loop;
  private final DiskNames names;
  private final @Nullable Watch watch;
  private final String rules;
  private long lookedNanos = System.nanoTime();

  /** What all folders of a desk share. */
  record Shared(
      Hub hub, SessionSettings.Owner owner, Threads threads, Abreast abreast, Limits limits) {}

  /** How fast bytes may travel. */
  record Limits(Pace up, Pace down) {}

  RunningFolder(SyncedFolder folder, Path index, Shared shared) throws IOException {
    this.folder = folder;
    this.rules = stamp(folder.folder());
    NamedDisk disk = new FileDeskDisk(folder.folder(), shared.abreast()).forEveryName();
    this.names = disk.names();
    this.loop =
        new SessionLoop(
            "folder-" + folder.number(),
            wake -> session(folder, shared, disk.disk(), SqliteIndex.open(index), wake));
    this.watch = watchOrNull();
  }

  /** Null where nothing can be watched: it is looked at now and then. */
  private @Nullable Watch watchOrNull() {
    if (!Files.isDirectory(folder.folder())) {
      return null;
    }
    try {
      return new Watch(folder.folder(), loop.session(), names);
    } catch (IOException e) {
      LOG.warn("{} cannot be watched: {}", folder.folder(), e.toString());
      return null;
    }
  }

  private static Session session(
      SyncedFolder folder, Shared shared, DeskDisk disk, Index index, Runnable wake)
      throws IOException {
    InstantSource clock = InstantSource.system();
    SessionSettings settings =
        new SessionSettings(
            folder.place().extent(),
            IgnoreRules.of(folder.folder()),
            shared.owner(),
            new NodeIds(clock, new SecureRandom()),
            clock,
            shared.limits().up(),
            shared.limits().down());
    Session session =
        new Session(settings, new Session.Parts(shared.hub(), disk, index, shared.threads()), wake);
    if (folder.paused()) {
      session.decided(Decision.PAUSE);
    }
    return session;
  }

  SyncedFolder folder() {
    return folder;
  }

  Session session() {
    return loop.session();
  }

  /** Whether it cannot go on and must be begun anew. */
  boolean hasFailed() {
    return loop.failureOrNull() != null;
  }

  private static String stamp(Path folder) throws IOException {
    Path file = folder.resolve(IgnoreRules.FILE);
    return Files.exists(file) ? Files.readAttributes(file, "unix:ino,ctime").toString() : "";
  }

  /** Whether the folder's own rules of what is ignored changed since it was begun. */
  boolean hasOtherRules() throws IOException {
    return !stamp(folder.folder()).equals(rules);
  }

  /** Looks everywhere now and then. */
  void lookNowAndThen() {
    Duration every = watch == null || watch.isBlind() ? BLIND_LOOK_EVERY : LOOK_EVERY;
    if (System.nanoTime() - lookedNanos > every.toNanos()) {
      lookedNanos = System.nanoTime();
      session().lostSight();
    }
  }

  SessionStatus status() {
    SessionStatus status = session().status();
    @Nullable Exception failure = loop.failureOrNull();
    if (failure != null) {
      String why = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
      return new SessionStatus(
          SessionStatus.State.FAILING,
          why + " (tried again every few seconds)",
          status.counts(),
          status.position(),
          status.problems(),
          status.conflicts());
    }
    boolean blind = watch == null || watch.isBlind();
    return blind && Files.isDirectory(folder.folder()) ? withBlindness(status) : status;
  }

  private static SessionStatus withBlindness(SessionStatus status) {
    List<String> problems = new ArrayList<>(status.problems());
    problems.add(
        "changes are looked for every 30 s only: this machine watches no more folders"
            + " (raise fs.inotify.max_user_watches with sysctl)");
    return new SessionStatus(
        status.state(),
        status.explanation(),
        status.counts(),
        status.position(),
        problems,
        status.conflicts());
  }

  @Override
  public void close() throws IOException {
    if (watch != null) {
      watch.close();
    }
    loop.close();
  }
}
