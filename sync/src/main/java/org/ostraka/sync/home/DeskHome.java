package org.ostraka.sync.home;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.FileDisk;
import org.ostraka.sync.desk.Decision;
import org.ostraka.sync.desk.FileDeskDisk;
import org.ostraka.sync.durable.FolderLock;
import org.ostraka.sync.web.RemoteFiles;

/**
 * The folder in which a desk keeps who it is and what it synchronises. Commands and the running
 * desk meet in it: they change files, which the running desk looks at several times a second.
 *
 * <pre>
 * HOME/               made 0700
 *   lock              held by the process that runs the desk
 *   account.json      the hub, its fingerprint, the user, the desk's token; 0600
 *   folders.json      what is synchronised, and what a person decided
 *   status.json       what the running desk does, every second
 *   index/N.sqlite    what is known of folder number N
 * </pre>
 */
public final class DeskHome {
  private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

  private final Path directory;
  private final HomeJson json = new HomeJson();

  /** The home in this directory, which need not exist yet. */
  public DeskHome(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  public Path directory() {
    return directory;
  }

  private Path accountFile() {
    return directory.resolve("account.json");
  }

  private Path foldersFile() {
    return directory.resolve("folders.json");
  }

  Path statusFile() {
    return directory.resolve("status.json");
  }

  Path index(int number) {
    return directory.resolve("index").resolve(number + ".sqlite");
  }

  /** Who the desk is, if it ever signed in. */
  public Optional<DeskAccount> accountIfAny() throws IOException, Fault {
    return json.read(accountFile(), DeskAccount.Form.class).map(DeskAccount.Form::account);
  }

  /**
   * Who the desk is.
   *
   * @throws Fault NOT_FOUND if it never signed in
   */
  public DeskAccount account() throws IOException, Fault {
    return accountIfAny()
        .orElseThrow(() ->
            new Fault(
                FaultKind.NOT_FOUND,
                "no-desk",
                "no desk in %s: begin with 'ostraka sync login https://HOST:PORT --user U --home %s'"
                    .formatted(directory, directory)));
  }

  /** Keeps who the desk is from now on. */
  public void keep(DeskAccount account) throws IOException {
    FileDisk.ownerOnly().createDirectories(directory.resolve("index"));
    json.write(accountFile(), DeskAccount.Form.of(account));
  }

  /**
   * The right to run the desk.
   *
   * @throws Fault BUSY, {@code already-running}
   */
  public FolderLock lock() throws IOException, Fault {
    return FolderLock.take(directory, "desk");
  }

  /** Everything that is synchronised. */
  public List<SyncedFolder> folders() throws IOException, Fault {
    return forms().folders().stream().map(SyncedFolder.Form::toFolder).toList();
  }

  private SyncedFolder.Forms forms() throws IOException, Fault {
    return json.read(foldersFile(), SyncedFolder.Forms.class).orElse(SyncedFolder.Forms.NONE);
  }

  /** What is another after any change of the account or the list of folders. */
  String stamp() throws IOException {
    return stamp(accountFile()) + stamp(foldersFile());
  }

  private static String stamp(Path file) throws IOException {
    // A replaced file has another inode, however coarse the clock is.
    return Files.exists(file) ? Files.readAttributes(file, "unix:ino,ctime").toString() : "";
  }

  /**
   * What the desk does: as it said itself a moment ago, or if it does not run, as it was left. Asks
   * the hub then whether it is there.
   */
  public DeskStatus status() throws IOException, Fault, InterruptedException {
    DeskAccount account = account();
    Optional<DeskStatus> said = json.read(statusFile(), DeskStatus.class);
    if (said.isPresent() && said.get().isFresh()) {
      return said.get();
    }
    DeskStatus.HubStatus now = StatusWriter.hub(account, true, "");
    try (RemoteFiles hub = new RemoteFiles(account.hub(), account.token())) {
      String _ = hub.whoAmI();
    } catch (Fault e) {
      now = StatusWriter.hub(account, false, e.text());
    }
    return said.orElse(DeskStatus.NEVER).stopped(now, folders());
  }

  /** What may fail. */
  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException, Fault;
  }

  /** One at a time, among all processes. */
  private <T> T alone(Work<T> work) throws IOException, Fault {
    WITHIN_PROCESS.lock();
    try (FileChannel channel = FileChannel.open(directory.resolve("folders.lock"), CREATE, WRITE);
        FileLock _ = channel.lock()) {
      return work.run();
    } finally {
      WITHIN_PROCESS.unlock();
    }
  }

  /**
   * Begins to synchronise a folder, which is made if it is not there.
   *
   * @throws Fault ALREADY_EXISTS if it, or one that it is in or that is in it, is synchronised
   */
  public SyncedFolder add(Path folder, SyncedFolder.Place place) throws IOException, Fault {
    Path real = real(folder.toAbsolutePath().normalize());
    if (Files.exists(real) && !Files.isDirectory(real)) {
      throw Fault.of(FaultKind.NOT_DIRECTORY, "%s is a file: give a folder".formatted(folder));
    }
    if (directory.startsWith(real) || real.startsWith(directory)) {
      throw Fault.of(
          FaultKind.INVALID_INPUT,
          "%s: the desk's home %s cannot be synchronised".formatted(real, directory));
    }
    return alone(() -> {
      SyncedFolder.Forms forms = forms();
      for (SyncedFolder.Form form : forms.folders()) {
        requireApart(form.toFolder(), real);
        requireOtherPlace(form.toFolder(), place);
      }
      SyncedFolder added = new SyncedFolder(forms.next(), real, place, false, Optional.empty());
      FileDeskDisk.prepare(real);
      List<SyncedFolder.Form> all = new ArrayList<>(forms.folders());
      all.add(SyncedFolder.Form.of(added));
      json.write(foldersFile(), new SyncedFolder.Forms(forms.next() + 1, all));
      return added;
    });
  }

  private static void requireApart(SyncedFolder other, Path folder) throws Fault {
    if (other.folder().startsWith(folder) || folder.startsWith(other.folder())) {
      String rule = other.folder().equals(folder) ? "" : "; one cannot be inside the other";
      throw new Fault(
          FaultKind.ALREADY_EXISTS,
          "folder-taken",
          "%s is synchronised already, with %s%s".formatted(other.folder(), other.place(), rule));
    }
  }

  private static void requireOtherPlace(SyncedFolder other, SyncedFolder.Place place) throws Fault {
    if (other.place().repository().equals(place.repository())
        && other.place().base().equals(place.base())) {
      throw new Fault(
          FaultKind.ALREADY_EXISTS,
          "place-taken",
          "%s is synchronised with %s already".formatted(place, other.folder()));
    }
  }

  /** Changes the folders for which the operator gives another one. */
  void change(UnaryOperator<SyncedFolder> operator) throws IOException, Fault {
    alone(() -> {
      SyncedFolder.Forms forms = forms();
      List<SyncedFolder.Form> all =
          forms.folders().stream()
              .map(form -> SyncedFolder.Form.of(operator.apply(form.toFolder())))
              .toList();
      json.write(foldersFile(), new SyncedFolder.Forms(forms.next(), all));
      return all;
    });
  }

  /** Tells the desk what a person decided about one folder. */
  public void decide(SyncedFolder folder, Decision decision) throws IOException, Fault {
    change(it -> it.number() == folder.number() ? it.withOrder(decision) : it);
  }

  /** Chooses anew what of the hub a folder is kept identical with; files that are not wanted go. */
  public void choose(SyncedFolder folder, SyncedFolder.Place place) throws IOException, Fault {
    change(it -> it.number() == folder.number() ? it.withPlace(place) : it);
  }

  /** Stops to synchronise a folder; its files stay. */
  public void remove(SyncedFolder folder) throws IOException, Fault {
    alone(() -> {
      SyncedFolder.Forms forms = forms();
      List<SyncedFolder.Form> rest =
          forms.folders().stream().filter(form -> form.number() != folder.number()).toList();
      json.write(foldersFile(), new SyncedFolder.Forms(forms.next(), rest));
      return rest;
    });
  }

  /** Takes away what was kept about folders that are not synchronised any more. */
  void forgetOthers() throws IOException, Fault {
    Set<String> kept = new HashSet<>();
    folders().forEach(folder -> kept.add(folder.number() + ".sqlite"));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve("index"))) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!kept.contains(name.replaceFirst("-(wal|shm)$", ""))) {
          Files.delete(file);
        }
      }
    }
  }

  /**
   * A path in a synchronised folder.
   *
   * @param path relative to the folder, "" for itself
   */
  public record Located(SyncedFolder folder, String path) {}

  /**
   * Where a path of this machine is in what is synchronised; it need not exist.
   *
   * @throws Fault INVALID_INPUT if it is in none of the folders
   */
  public Located locate(Path path) throws IOException, Fault {
    Path absolute = path.toAbsolutePath().normalize();
    Path real = real(absolute);
    for (SyncedFolder folder : folders()) {
      for (Path candidate : List.of(absolute, real)) {
        if (candidate.startsWith(folder.folder())) {
          return new Located(folder, folder.folder().relativize(candidate).toString());
        }
      }
    }
    throw new Fault(
        FaultKind.INVALID_INPUT,
        "not-synchronised",
        "%s is in none of this desk's folders: %s"
            .formatted(absolute, folders().stream().map(SyncedFolder::folder).toList()));
  }

  /** With the links above it resolved, not itself: a link is synchronised as a link. */
  private static Path real(Path path) throws IOException {
    @Nullable Path above = path.getParent();
    @Nullable Path name = path.getFileName();
    if (above == null || name == null) {
      return path;
    }
    return (Files.exists(above) ? above.toRealPath() : real(above)).resolve(name);
  }
}
