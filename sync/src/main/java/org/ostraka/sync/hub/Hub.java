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
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.account.Accounts;
import org.ostraka.sync.account.Actor;
import org.ostraka.sync.account.Principal;
import org.ostraka.sync.account.Repositories.Attachment;
import org.ostraka.sync.account.Repositories.Repository;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.account.Rights;
import org.ostraka.sync.durable.FolderLock;

/**
 * A hub: everything in its folder, opened.
 *
 * <pre>
 * DIR/                      0700
 *   lock                    held while a process has the folder open
 *   hub.sqlite              users, groups, rights, desks, tokens, audit log, list of repositories
 *   repositories/1/         the repository number 1
 *     journal.sqlite        journal, nodes
 *     chunks/               segments of packed chunks
 * </pre>
 */
public final class Hub implements Closeable {
  private final Path directory;
  private final Disk disk;
  private final InstantSource clock;
  private final FolderLock lock;
  private final Accounts accounts;
  private final Map<RepositoryName, OpenRepository> repositories = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Presence presence = new Presence();

  private Hub(Path directory, InstantSource clock) throws IOException, Fault {
    this.directory = directory;
    this.disk = FileDisk.ownerOnly();
    this.clock = clock;
    disk.createDirectories(directory);
    this.lock = FolderLock.take(directory, "hub");
    this.accounts = Accounts.open(directory.resolve("hub.sqlite"), clock);
    for (Repository repository : accounts.repositories().list()) {
      open(repository);
    }
  }

  /**
   * Opens the hub in this folder, and makes one if the folder is empty or does not exist.
   *
   * @throws Fault {@code already-running} if another process has it open
   */
  public static Hub open(Path directory, InstantSource clock) throws IOException, Fault {
    return new Hub(directory, clock);
  }

  private void open(Repository repository) throws IOException, Fault {
    Path folder = folder(repository);
    LiveRepository live = LiveRepository.open(disk, folder, clock);
    live.onCommit(() -> listeners.forEach(Runnable::run));
    repositories.put(repository.name(), new OpenRepository(repository, live, disk, folder));
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
    if (open == null || !(principal.admin() || rights.anywhere(Right.MANAGE))) {
      throw HubRefusal.unknownRepository(name);
    }
    return new GuardedRepository(open, principal, rights, HubLimits.USUAL);
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

  /** Makes a repository. */
  public synchronized void add(
      Actor actor, RepositoryName name, Optional<Attachment> attachment, long quotaBytes)
      throws IOException, Fault {
    open(accounts.repositories().add(actor, name, attachment, quotaBytes));
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
   * @param historyPosition up to which the history has the journal
   * @param historyTrouble why it does not go on; empty while it does
   */
  public record Standing(
      RepositoryName name,
      long position,
      int nodes,
      int chunks,
      long storedBytes,
      long historyPosition,
      String historyTrouble) {}

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
        0,
        "");
  }

  /** Bytes free where the hub keeps everything. */
  public long usableBytes() throws IOException {
    return disk.usableBytes(directory);
  }

  /** Ends what is under way, and closes everything. */
  @Override
  public synchronized void close() throws IOException {
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
