package org.ostraka.sync.hub;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Disk;
import org.ostraka.base.Fault;
import org.ostraka.base.FileDisk;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UploadPart;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Accounts;
import org.ostraka.sync.account.Actor;
import org.ostraka.sync.account.Principal;
import org.ostraka.sync.account.Repositories.Attachment;
import org.ostraka.sync.account.Repositories.Repository;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.account.Rights;
import org.ostraka.sync.chunk.RecentFrames;
import org.ostraka.sync.durable.FolderLock;
import org.ostraka.sync.history.History;
import org.ostraka.sync.history.HistoryStatus;

/**
 * A hub: everything in its folder, opened.
 *
 * <pre>
 * DIR/                      0700
 *   lock                    held while a process has the folder open
 *   hub.sqlite              users, groups, rights, desks, tokens, links, audit log, repositories
 *   repositories/1/         the repository number 1
 *     journal.sqlite        journal, nodes
 *     chunks/               segments of packed chunks
 *     svn/                  its history, where that is the hub's own
 *     history/              which node stands where in the history
 * </pre>
 */
public final class Hub implements Closeable {

  /** As much as desks that fetch what others send are usually behind them. */
  private static final long RECENT_BYTES = 128 << 20;

  private final Path directory;
  private final Disk disk;
  private final InstantSource clock;
  private final FolderLock lock;
  private final Accounts accounts;
  private final UserQuota quota;
  private final HistoryPlaces places;
  private final Histories histories;
  private final Map<RepositoryName, OpenRepository> repositories = new ConcurrentHashMap<>();
  private final RecentFrames recent = new RecentFrames(RECENT_BYTES);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final List<UploadListener> uploadListeners = new CopyOnWriteArrayList<>();
  private final Optional<Housekeeping> housekeeping;
  private final Presence presence = new Presence();
  private final Checkups checkups;

  /** Whether a hub works on the histories while it is open. */
  private enum Histories {
    WORK,
    REST
  }

  private Hub(Path directory, Disk disk, InstantSource clock, Histories histories)
      throws IOException, Fault {
    this.directory = directory;
    this.disk = disk;
    this.clock = clock;
    this.places = new HistoryPlaces(directory);
    this.histories = histories;
    disk.createDirectories(directory);
    this.lock = FolderLock.take(directory, "hub");
    this.accounts = Accounts.open(directory.resolve("hub.sqlite"), clock);
    this.checkups = new Checkups(clock, accounts.audit());
    this.quota = new UserQuota(accounts.users(), repositories.values());
    for (Repository repository : accounts.repositories().list()) {
      OpenRepository _ = open(repository);
    }
    this.housekeeping =
        histories == Histories.WORK
            ? Optional.of(new Housekeeping(repositories.values()))
            : Optional.empty();
  }

  /** What {@link Housekeeping} does with one repository. */
  ChunkCollection collection(RepositoryName name) throws Fault {
    return new ChunkCollection(requireOpen(name));
  }

  private OpenRepository requireOpen(RepositoryName name) throws Fault {
    @Nullable OpenRepository open = repositories.get(name);
    if (open == null) {
      throw HubRefusal.noRepository(name);
    }
    return open;
  }

  /**
   * Begins to check all that a repository has, in the background.
   *
   * @throws Fault {@code repository-unknown}; {@code verify-runs} if that goes on already
   */
  public void verify(Actor actor, RepositoryName name) throws IOException, Fault {
    OpenRepository open = requireOpen(name);
    checkups.start(actor, open, HistoryPlaces.own(open.repository(), folder(open.repository())));
  }

  /** How a repository's last check stands; empty if there was none since the hub started. */
  public Optional<CheckupReport> checkup(RepositoryName name) throws Fault {
    return checkups.of(requireOpen(name).repository().name());
  }

  /** Ends the check of a repository, if one goes on. */
  public void endCheckup(RepositoryName name) throws Fault {
    checkups.stop(requireOpen(name).repository().name());
  }

  /**
   * Opens the hub in this folder, and makes one if the folder is empty or does not exist.
   *
   * @throws Fault {@code already-running} if another process has it open
   */
  public static Hub open(Path directory, InstantSource clock) throws IOException, Fault {
    return open(directory, FileDisk.ownerOnly(), clock);
  }

  static Hub open(Path directory, Disk disk, InstantSource clock) throws IOException, Fault {
    return new Hub(directory, disk, clock, Histories.WORK);
  }

  /** As {@link #open}, with every history at rest: for a command that needs the hub a moment. */
  public static Hub openAtRest(Path directory, InstantSource clock) throws IOException, Fault {
    return new Hub(directory, FileDisk.ownerOnly(), clock, Histories.REST);
  }

  private OpenRepository open(Repository repository) throws IOException, Fault {
    Path folder = folder(repository);
    LiveRepository live = LiveRepository.open(disk, folder, recent, clock);
    live.onCommit(() -> listeners.forEach(Runnable::run));
    live.onUpload(part -> uploadListeners.forEach(it -> it.sent(repository.name(), part)));
    FreeSpace space = new FreeSpace(disk, folder);
    LiveSource source = new LiveSource(live, space, presence.bustle());
    KeptHistory history =
        new KeptHistory(
            () -> places.open(repository, folder, source, clock), histories == Histories.WORK);
    live.onCommit(history::wake);
    OpenRepository open =
        new OpenRepository(repository, live, new ChunkAccess(live), history, space, quota);
    repositories.put(repository.name(), open);
    return open;
  }

  private Path folder(Repository repository) {
    return directory.resolve("repositories").resolve(Long.toString(repository.id()));
  }

  /** Users, groups, rights, desks, sessions and the audit log. */
  public Accounts accounts() {
    return accounts;
  }

  /** Which desks are here, and what goes through. */
  public Presence presence() {
    return presence;
  }

  /** Runs after every commit in any repository: it MUST only wake somebody. */
  public void onCommit(Runnable listener) {
    listeners.add(listener);
  }

  /** No longer. */
  public void offCommit(Runnable listener) {
    listeners.remove(listener);
  }

  /** Who wants to know of files that are being sent. */
  @FunctionalInterface
  public interface UploadListener {

    /** A part of a file is here: it MUST only wake somebody. */
    void sent(RepositoryName repository, UploadPart part);
  }

  /** Is told of parts of files that desks are sending into any repository. */
  public void onUpload(UploadListener listener) {
    uploadListeners.add(listener);
  }

  /** No longer. */
  public void offUpload(UploadListener listener) {
    uploadListeners.remove(listener);
  }

  /**
   * A repository as this user may use it.
   *
   * @throws Fault {@code repository-unknown}, also where the user may read nothing in it
   */
  public GuardedRepository repository(Principal principal, RepositoryName name)
      throws IOException, Fault {
    @Nullable OpenRepository open = repositories.get(name);
    Rights rights = open == null ? Rights.NONE : rights(principal, open);
    if (open == null || !rights.anywhere(Right.READ)) {
      throw HubRefusal.unknownRepository(name);
    }
    return new GuardedRepository(open, principal, rights, HubLimits.USUAL);
  }

  private Rights rights(Principal principal, OpenRepository open) throws IOException, Fault {
    return accounts.grants().of(open.repository().id(), principal.id());
  }

  /**
   * A repository as those see it who may give rights in it: administrators see the folders' names
   * and nothing of the files.
   */
  public GuardedRepository administered(Principal principal, RepositoryName name)
      throws IOException, Fault {
    @Nullable OpenRepository open = repositories.get(name);
    Rights rights = open == null ? Rights.NONE : rights(principal, open);
    if (open == null && principal.admin()) {
      throw HubRefusal.noRepository(name);
    }
    if (open == null || !(principal.admin() || rights.anywhere(Right.MANAGE))) {
      throw HubRefusal.unknownRepository(name);
    }
    return new GuardedRepository(open, principal, rights, HubLimits.USUAL);
  }

  /**
   * What a user may do at a folder, and why; for those who may give rights there.
   *
   * @throws Fault {@code user-unknown}, {@code path-unknown}, {@code no-right}
   */
  public Effective effective(GuardedRepository repository, UserName user, NodeId folder)
      throws IOException, Fault {
    repository.requireManage(folder);
    long id = accounts.users().id(user);
    Rights rights = accounts.grants().of(repository.repository().id(), id);
    Optional<NodeId> deciding = repository.deciding(rights, folder);
    @Nullable Right right = deciding.map(rights.grants()::get).orElse(null);
    if (deciding.isEmpty() || right == null) {
      return Effective.NOTHING;
    }
    return new Effective(
        right,
        accounts.deciding(repository.name(), deciding.get(), user, right),
        repository.path(deciding.get()));
  }

  /** The repositories in which this user may read anything; all for an administrator. */
  public List<Repository> repositories(Principal principal) throws IOException, Fault {
    return repositories.values().stream()
        .filter(open -> principal.admin() || mayRead(principal, open))
        .map(OpenRepository::repository)
        .sorted(Comparator.comparing(Repository::name))
        .toList();
  }

  private boolean mayRead(Principal principal, OpenRepository open) {
    try {
      return rights(principal, open).anywhere(Right.READ);
    } catch (IOException | Fault _) {
      return false;
    }
  }

  /**
   * Makes a repository.
   *
   * @param attachment an existing Subversion server, which is tried out first
   * @throws Fault {@code svn-address}, {@code svn-not-found}, {@code svn-login}, {@code
   *     svn-read-only}, {@code svn-unreachable}, {@code svn-untrusted}: what is wrong with the
   *     attachment
   */
  public void add(
      Actor actor, RepositoryName name, Optional<Attachment> attachment, long quotaBytes)
      throws IOException, Fault {
    if (attachment.isPresent()) {
      History.tryOut(places.attached(attachment.get()));
    }
    addTried(actor, name, attachment, quotaBytes);
  }

  private synchronized void addTried(
      Actor actor, RepositoryName name, Optional<Attachment> attachment, long quotaBytes)
      throws IOException, Fault {
    OpenRepository open = open(accounts.repositories().add(actor, name, attachment, quotaBytes));
    // At rest nobody has opened it yet, and the first svn client may come before the hub serves.
    HistoryStatus _ = open.history().status(0);
  }

  /** Where a Subversion client finds a repository's history. */
  public String historyUrl(Repository repository) {
    return places.url(repository, folder(repository));
  }

  /** Changes how much a repository's chunks may take; 0 for no limit. */
  public synchronized void changeQuota(Actor actor, RepositoryName name, long quotaBytes)
      throws IOException, Fault {
    accounts.repositories().changeQuota(actor, name, quotaBytes);
    for (Repository repository : accounts.repositories().list()) {
      repositories.computeIfPresent(
          repository.name(),
          (_, open) -> open.repository().equals(repository) ? open : open.with(repository));
    }
  }

  /**
   * Takes a repository off the hub.
   *
   * @param purge deletes its folder too; otherwise it stays as {@code removed-NAME-NUMBER}
   */
  public synchronized void remove(Actor actor, RepositoryName name, boolean purge)
      throws IOException, Fault {
    accounts.repositories().remove(actor, name, purge);
    @Nullable OpenRepository open = repositories.remove(name);
    if (open == null) {
      return;
    }
    checkups.forget(name);
    open.close();
    Path folder = folder(open.repository());
    if (purge) {
      delete(folder);
    } else {
      disk.rename(
          folder, folder.resolveSibling("removed-%s-%d".formatted(name, open.repository().id())));
      disk.forceDirectory(directory.resolve("repositories"));
    }
  }

  private void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        disk.delete(file);
      }
    }
  }

  /**
   * How a repository stands.
   *
   * @param position of the last journal record
   * @param nodes files, folders and links in it now
   * @param chunks how many it has
   * @param storedBytes what they take
   * @param history how far the history has the journal
   */
  public record Standing(
      RepositoryName name,
      long position,
      int nodes,
      int chunks,
      long storedBytes,
      HistoryStatus history) {}

  /** How every repository stands, sorted by name. */
  public List<Standing> standings() {
    return repositories.values().stream()
        .map(Hub::standing)
        .sorted(Comparator.comparing(Standing::name))
        .toList();
  }

  private static Standing standing(OpenRepository open) {
    LiveRepository live = open.live();
    return new Standing(
        open.repository().name(),
        live.position(),
        live.look(tree -> tree.size()),
        live.chunks().count(),
        live.chunks().storedBytes(),
        open.history().status(live.position()));
  }

  /** Bytes free where the hub keeps everything. */
  public long usableBytes() throws IOException {
    return disk.usableBytes(directory);
  }

  /** Ends what is under way, and closes everything. */
  @Override
  public synchronized void close() throws IOException {
    housekeeping.ifPresent(Housekeeping::close);
    checkups.close();
    for (OpenRepository open : repositories.values()) {
      open.close();
    }
    repositories.clear();
    save();
    accounts.close();
    lock.close();
  }

  private void save() throws IOException {
    try {
      presence.save(accounts.desks());
    } catch (Fault e) {
      throw new IOException(e.text(), e);
    }
  }
}
