package org.ostraka.sync.desk;

import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.sim.SimClock;
import org.ostraka.sim.Simulation;
import org.ostraka.sync.EntryName;

/**
 * A directory in memory in which persons and a desk work: files, folders and links, the events that
 * come of it, and inode numbers that are used again, as on real disks.
 */
abstract class SimDirectory {
  final Simulation simulation;
  private final SimClock clock;
  private final DiskNames limits;
  private final Inode root;
  final Deque<Runnable> undo = new ArrayDeque<>();
  private final Deque<Long> freed = new ArrayDeque<>();
  private long inodes;
  private Listener listener = (_, _, _) -> {};
  Runnable meanwhile = () -> {};

  /** A file, folder or link, whatever its name. */
  static final class Inode {
    final Seen.Kind kind;
    final long number;
    final TreeMap<String, Inode> names;
    byte[] bytes = {};
    String target = "";
    long modified;
    long changed;
    boolean executable;

    Inode(Seen.Kind kind, long number, Comparator<String> order) {
      this.kind = kind;
      this.number = number;
      this.names = new TreeMap<>(order);
    }

    boolean isFolder() {
      return kind == Seen.Kind.FOLDER;
    }
  }

  /** Who hears what happens to the names in each folder, as inotify tells it. */
  @FunctionalInterface
  interface Listener {
    void happened(Inode folder, WatchedFolders.Event.Kind kind, String name);
  }

  /**
   * @param limits the names that it can hold
   */
  SimDirectory(Simulation simulation, SimClock clock, DiskNames limits) {
    this.simulation = simulation;
    this.clock = clock;
    this.limits = limits;
    this.root = inode(Seen.Kind.FOLDER);
  }

  void tell(Listener hearer) {
    listener = hearer;
  }

  /** Before the desk does anything on this disk, this happens. */
  void meanwhile(Runnable happening) {
    meanwhile = happening;
  }

  Inode inode(Seen.Kind kind) {
    boolean again = !freed.isEmpty() && simulation.chance(0.3);
    Inode made =
        new Inode(kind, again ? freed.removeLast() : ++inodes, Comparator.comparing(this::key));
    made.modified = now();
    made.changed = made.modified;
    return made;
  }

  /** What is one name here, or one path. */
  String key(String name) {
    return limits.folds() ? EntryName.clashKey(name) : name;
  }

  /** Whether something may have this name. */
  boolean holds(String name) {
    boolean ends = limits.trims() && (name.endsWith(".") || name.endsWith(" "));
    return !ends && name.chars().noneMatch(letter -> limits.refused().indexOf(letter) >= 0);
  }

  DiskNames limits() {
    return limits;
  }

  long now() {
    // Two writes never have one time here: how that is told apart is not what is simulated.
    return clock.millis() * 1_000_000 + ++inodes % 1_000_000;
  }

  private void happened(Inode folder, WatchedFolders.Event.Kind kind, String name) {
    folder.modified = now();
    folder.changed = folder.modified;
    listener.happened(folder, kind, name);
  }

  void came(Place place) {
    happened(place.folder, WatchedFolders.Event.Kind.CAME, place.name);
  }

  void changed(Place place) {
    listener.happened(place.folder, WatchedFolders.Event.Kind.CHANGED, place.name);
  }

  void left(Place place) {
    happened(place.folder, WatchedFolders.Event.Kind.CHANGED, place.name);
  }

  /** A name in a folder. */
  record Place(Inode folder, String name) {
    @Nullable Inode inodeOrNull() {
      return folder.names.get(name);
    }
  }

  @Nullable Inode inodeOrNull(String path) {
    Inode at = root;
    for (String name : path.isEmpty() ? new String[0] : path.split("/", -1)) {
      Inode next = at.names.get(name);
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }

  /** Where the path leads; null if there is no such folder. */
  @Nullable Place placeOrNull(String path) {
    int slash = path.lastIndexOf('/');
    if (!holds(path.substring(slash + 1))) {
      throw new InvalidPathException(path, "no name on this disk");
    }
    Inode folder = inodeOrNull(slash < 0 ? "" : path.substring(0, slash));
    return folder == null || !folder.isFolder()
        ? null
        : new Place(folder, path.substring(slash + 1));
  }

  Place place(String path) throws NoSuchFileException {
    Place place = placeOrNull(path);
    if (place == null) {
      throw new NoSuchFileException(path);
    }
    return place;
  }

  // What persons do.

  private Place ofPerson(String path) {
    undo.clear();
    return Objects.requireNonNull(placeOrNull(path), path);
  }

  /** A person writes a file, or another over it as editors do. */
  void write(String path, byte[] bytes) {
    write(path, bytes, simulation.chance(0.5));
  }

  /** A person writes a file, or another over it. */
  void write(String path, byte[] bytes, boolean another) {
    Place place = ofPerson(path);
    Inode before = place.inodeOrNull();
    if (before == null || another) {
      Inode file = inode(Seen.Kind.FILE);
      file.bytes = bytes;
      place.folder.names.put(place.name, file);
      free(before);
      came(place);
    } else {
      before.bytes = bytes;
      before.modified = now();
      before.changed = before.modified;
    }
    changed(place);
  }

  /** A person makes a folder. */
  void makeFolderByHand(String path) {
    Place place = ofPerson(path);
    place.folder.names.put(place.name, inode(Seen.Kind.FOLDER));
    came(place);
  }

  /** A person makes a link. */
  void makeLinkByHand(String path, String target) {
    Place place = ofPerson(path);
    Inode link = inode(Seen.Kind.LINK);
    link.target = target;
    place.folder.names.put(place.name, link);
    came(place);
  }

  /** A person gives something another name, that of a file too. */
  void moveByHand(String from, String to) {
    Place source = ofPerson(from);
    Place target = ofPerson(to);
    Inode moved = Objects.requireNonNull(source.folder.names.remove(source.name), from);
    free(target.folder.names.put(target.name, moved));
    moved.changed = now();
    left(source);
    came(target);
  }

  /** A person makes a file executable, or not any more. */
  void turnExecutable(String path) {
    Place place = ofPerson(path);
    Inode file = Objects.requireNonNull(place.inodeOrNull());
    file.executable ^= true;
    file.changed = now();
    changed(place);
  }

  /** A person removes a file or link, or a folder with all it holds, if it is there. */
  void delete(String path) {
    Place place = ofPerson(path);
    Inode gone = place.inodeOrNull();
    if (gone != null) {
      List.copyOf(gone.names.keySet()).forEach(name -> delete(path + "/" + name));
      place.folder.names.remove(place.name);
      free(gone);
      left(place);
    }
  }

  private void free(@Nullable Inode gone) {
    if (gone != null) {
      freed.add(gone.number);
    }
  }

  /** What a person reads, or null. */
  byte @Nullable [] readOrNull(String path) {
    Inode file = inodeOrNull(path);
    return file == null ? null : file.bytes;
  }

  /** Every path, with what stands there. */
  Map<String, Inode> all() {
    TreeMap<String, Inode> all = new TreeMap<>();
    gather("", root, all);
    return all;
  }

  private static void gather(String above, Inode folder, Map<String, Inode> all) {
    folder.names.forEach((name, inode) -> {
      all.put(above + name, inode);
      gather(above + name + "/", inode, all);
    });
  }

  Set<String> paths() {
    return all().keySet();
  }

  // What a watch does.

  /** The folder at the path, or null. */
  @Nullable Inode folderOrNull(String path) {
    meanwhile.run();
    Inode inode = inodeOrNull(path);
    return inode != null && inode.isFolder() ? inode : null;
  }

  /** The names of the folders in a folder. */
  List<String> foldersIn(String path) {
    meanwhile.run();
    Inode folder = inodeOrNull(path);
    return folder == null
        ? List.of()
        : folder.names.entrySet().stream()
            .filter(it -> it.getValue().isFolder())
            .map(Map.Entry::getKey)
            .toList();
  }
}
