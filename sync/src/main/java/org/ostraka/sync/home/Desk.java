package org.ostraka.sync.home;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.desk.Abreast;
import org.ostraka.sync.desk.Decision;
import org.ostraka.sync.desk.FileDeskDisk;
import org.ostraka.sync.desk.Follower;
import org.ostraka.sync.desk.Pace;
import org.ostraka.sync.desk.Session;
import org.ostraka.sync.desk.SessionSettings;
import org.ostraka.sync.desk.SessionStatus;
import org.ostraka.sync.desk.Threads;
import org.ostraka.sync.durable.FolderLock;
import org.ostraka.sync.web.RemoteHub;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A desk that runs: a session for each of its folders. Whoever runs it calls {@link #tick} several
 * times a second, always from one thread.
 */
public final class Desk implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  /** A session that failed is not begun again before this. */
  private static final Duration REST = Duration.ofSeconds(5);

  private final DeskHome home;
  private final FolderLock lock;
  private final Pace up;
  private final Pace down;
  private final Threads threads = new Threads();
  private final Abreast abreast = new Abreast();
  private final Map<Integer, RunningFolder> running = new TreeMap<>();
  private final Map<Integer, Long> failedNanos = new HashMap<>();
  private final StatusWriter writer;
  private DeskAccount account;
  private RemoteHub hub;
  private Follower follower;
  private HistoryLag lag;
  private String stamp = "";
  private long restUntilNanos = System.nanoTime();

  /** Whether the hub's announcements reach all sessions that run now. */
  private boolean followed;

  /**
   * Starts to run a desk.
   *
   * @throws Fault NOT_FOUND if it never signed in; BUSY if it runs already
   */
  public static Desk open(DeskHome home, Pace up, Pace down) throws IOException, Fault {
    DeskAccount account = home.account();
    FolderLock lock = home.lock();
    try {
      home.forgetOthers();
      Desk desk = new Desk(home, lock, account, new RunningFolder.Limits(up, down));
      desk.work();
      return desk;
    } catch (IOException | Fault | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private Desk(DeskHome home, FolderLock lock, DeskAccount account, RunningFolder.Limits limits) {
    this.home = home;
    this.lock = lock;
    this.up = limits.up();
    this.down = limits.down();
    this.account = account;
    this.writer = new StatusWriter(home);
    this.hub = new RemoteHub(account.hub(), account.token());
    this.follower = new Follower(hub, Map.of());
    this.lag = new HistoryLag(hub, Map.of());
  }

  public DeskAccount account() {
    return account;
  }

  /**
   * Takes in what commands have changed, begins failed sessions again, writes the status. Where
   * this machine fails, as when its disk is full, it is tried again after a rest.
   */
  public void tick() throws Fault {
    if (System.nanoTime() < restUntilNanos) {
      return;
    }
    try {
      work();
    } catch (IOException e) {
      LOG.warn("the desk in {} cannot go on, and tries again: {}", home.directory(), e.toString());
      restUntilNanos = System.nanoTime() + REST.toNanos();
      stamp = "";
    }
  }

  private void work() throws IOException, Fault {
    String now = home.stamp();
    if (!now.equals(stamp)) {
      stamp = now;
      takeInAccount();
      takeInFolders();
    }
    for (RunningFolder folder : List.copyOf(running.values())) {
      folder.lookNowAndThen();
      if (folder.hasFailed()) {
        beginAgain(folder);
      } else if (folder.hasOtherRules()) {
        end(folder);
        begin(folder.folder());
        follow();
      }
    }
    writer.write(status());
  }

  private void takeInAccount() throws IOException, Fault {
    DeskAccount now = home.account();
    if (!now.equals(account)) {
      account = now;
      closeAll();
      hub = new RemoteHub(account.hub(), account.token());
      follower = new Follower(hub, Map.of());
    }
  }

  private void takeInFolders() throws IOException, Fault {
    boolean ordered = false;
    Set<Integer> present = new HashSet<>();
    for (SyncedFolder folder : home.folders()) {
      present.add(folder.number());
      takeIn(folder);
      ordered |= folder.order().isPresent();
    }
    for (RunningFolder folder : List.copyOf(running.values())) {
      if (!present.contains(folder.folder().number())) {
        end(folder);
        FileDeskDisk.leave(folder.folder().folder());
        followed = false;
      }
    }
    if (ordered) {
      home.change(SyncedFolder::withoutOrder);
      stamp = home.stamp();
    }
    if (!followed) {
      follow();
    }
  }

  private void takeIn(SyncedFolder folder) throws IOException {
    @Nullable RunningFolder present = running.get(folder.number());
    Optional<Decision> order = folder.order();
    if (order.isPresent() && order.get() == Decision.RESTORE) {
      FileDeskDisk.prepare(Files.createDirectories(folder.folder()));
    }
    boolean gone = present != null && present.status().state() == SessionStatus.State.GONE;
    boolean other = present != null && !present.folder().place().equals(folder.place());
    if (present == null || other || (gone && order.isPresent())) {
      if (present != null) {
        end(present);
      }
      begin(folder);
      followed = false;
    } else if (folder.paused()) {
      present.session().decided(Decision.PAUSE);
    }
    if (order.isPresent()) {
      requireRunning(folder).session().decided(order.get());
    }
  }

  private RunningFolder requireRunning(SyncedFolder folder) {
    return Objects.requireNonNull(running.get(folder.number()));
  }

  private void begin(SyncedFolder folder) throws IOException {
    SessionSettings.Owner owner = new SessionSettings.Owner(account.desk(), account.user());
    RunningFolder.Shared shared =
        new RunningFolder.Shared(hub, owner, threads, abreast, new RunningFolder.Limits(up, down));
    running.put(folder.number(), new RunningFolder(folder, home.index(folder.number()), shared));
  }

  private void end(RunningFolder folder) throws IOException {
    running.remove(folder.folder().number());
    folder.close();
  }

  private void beginAgain(RunningFolder folder) throws IOException {
    int number = folder.folder().number();
    long now = System.nanoTime();
    long since = failedNanos.computeIfAbsent(number, _ -> now);
    if (now - since > REST.toNanos()) {
      failedNanos.remove(number);
      end(folder);
      begin(folder.folder());
      follow();
    }
  }

  private void follow() {
    followed = true;
    follower.close();
    Map<RepositoryName, List<Session>> sessions = new HashMap<>();
    running
        .values()
        .forEach(folder ->
            sessions
                .computeIfAbsent(folder.folder().place().repository(), _ -> new ArrayList<>())
                .add(folder.session()));
    follower = new Follower(hub, sessions);
    lag.close();
    lag = new HistoryLag(hub, sessions);
  }

  /** What it does now. */
  public DeskStatus status() {
    Map<SyncedFolder, SessionStatus> folders = new LinkedHashMap<>();
    running.values().forEach(folder -> folders.put(folder.folder(), folder.status()));
    return writer.status(account, folders, lag);
  }

  private void closeAll() throws IOException {
    follower.close();
    lag.close();
    hub.close();
    for (RunningFolder folder : List.copyOf(running.values())) {
      end(folder);
    }
  }

  @Override
  public void close() throws IOException {
    try (lock;
        abreast;
        threads) {
      DeskStatus last = status();
      closeAll();
      writer.writeLast(last);
    }
  }
}
