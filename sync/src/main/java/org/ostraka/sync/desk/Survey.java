package org.ostraka.sync.desk;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.Content;
import org.ostraka.sync.CopyNames;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Folder;
import org.ostraka.sync.LinkEntry;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.ThreeTrees;
import org.ostraka.sync.Tree;

/**
 * Keeps the local tree what the disk shows: looks where something is said to have happened, knows a
 * moved file or folder again by its inode, and says which files must be read.
 */
final class Survey {

  /** A write may follow another within this time and leave size and time as they were. */
  private static final long CLOCK_GRAIN_NANOS = 20_000_000;

  private final ThreeTrees trees;
  private final DeskDisk disk;
  private final IgnoreRules ignore;
  private final NodeIds ids;
  private final InstantSource clock;

  /** The folders below which anything new is taken in; empty for everywhere. */
  private final Set<NodeId> only;

  private final DeskName desk;

  private final Sightings sightings = new Sightings();
  private final Set<NodeId> missing = new LinkedHashSet<>();
  private final Set<NodeId> doubtful = new HashSet<>();

  /** Nodes whose name something else took, until the end of this look. */
  private final Map<Long, List<Node>> displaced = new HashMap<>();

  /** Paths out of which something moved, and where something else stands. */
  private final SequencedSet<String> again = new LinkedHashSet<>();

  private boolean unclear;
  private final Map<String, Reading> readings = new LinkedHashMap<>();
  private final Set<String> unusable = new TreeSet<>();

  /** A file that must be read, and what it was then. */
  record Reading(String path, Seen seen) {}

  Survey(ThreeTrees trees, DeskDisk disk, SessionSettings settings) {
    this.trees = trees;
    this.disk = disk;
    this.ignore = settings.ignore();
    this.ids = settings.ids();
    this.clock = settings.clock();
    this.only = settings.extent().only();
    this.desk = settings.copies().desk();
  }

  private Tree local() {
    return trees.local();
  }

  /** Where the node is, relative to the directory. */
  String path(NodeId id) {
    return local().pathText(id).substring(1);
  }

  @Nullable Seen seenOrNull(NodeId id) {
    return sightings.seenOrNull(id);
  }

  /** What the disk shows of a node now, after the desk itself changed it or as it was before. */
  void note(NodeId id, Seen now) {
    sightings.note(id, now);
  }

  /** The node has another id from now on. */
  void rename(NodeId from, NodeId to) {
    @Nullable Seen was = seenOrNull(from);
    boolean isMissing = missing.contains(from);
    boolean isDoubtful = doubtful.contains(from);
    forget(from);
    if (was != null) {
      note(to, was);
    }
    if (isMissing) {
      missing.add(to);
    }
    if (isDoubtful) {
      doubtful.add(to);
    }
  }

  /** The node is here no more. */
  void forget(NodeId id) {
    sightings.forget(id);
    missing.remove(id);
    doubtful.remove(id);
  }

  /** The node's content must be read again at the next look. */
  void doubt(NodeId id) {
    doubtful.add(id);
  }

  /** Names that no desk can synchronise, with '?' for what cannot be shown. */
  Set<String> unusable() {
    return unusable;
  }

  /** Whether so much moved during the last look that all must be looked at again. */
  boolean takeUnclear() {
    boolean taken = unclear;
    unclear = false;
    return taken;
  }

  /** Nodes that were not found, until {@link #dropMissing}. */
  boolean hasMissing() {
    return !missing.isEmpty();
  }

  /** How many entries would go with them. */
  int missingEntries() {
    int[] entries = {0};
    missing.forEach(id -> local().forSubtree(id, _ -> entries[0]++));
    return entries[0];
  }

  /** Paths of files that may have changed without a trace since they were read. */
  List<String> doubtful() {
    return doubtful.stream().filter(local()::holds).map(this::path).toList();
  }

  /**
   * Looks at these paths, and wherever a folder is new, at all it holds.
   *
   * @param whole folders to look at with all they hold, new or not; "" for the directory
   * @return the files whose content is not known
   */
  List<Reading> look(Collection<String> paths, Set<String> whole) throws IOException {
    Set<String> all = new TreeSet<>(paths);
    all.addAll(whole);
    for (String path : all) {
      visit(path, whole.contains(path));
    }
    // Each once: while people go on moving things there may be no end of it.
    Set<String> visited = new HashSet<>();
    while (!again.isEmpty()) {
      String path = again.removeFirst();
      if (visited.add(path)) {
        visit(path, true);
      } else {
        unclear = true;
      }
    }
    displaced.values().forEach(subtree -> subtree.forEach(node -> forget(node.id())));
    displaced.clear();
    sightings.endLook();
    List<Reading> found = List.copyOf(readings.values());
    readings.clear();
    return found;
  }

  /**
   * Looks for what is new in every folder that was changed since it was seen. Whatever was brought
   * from one place in the directory to another is found by this once its old place is known to be
   * empty, however late the events come.
   */
  List<Reading> lookForArrivals() throws IOException {
    List<String> folders = new ArrayList<>();
    local()
        .forSubtree(
            local().root(),
            node -> {
              if (node.isFolder() && !missing.contains(node.id())) {
                folders.add(path(node.id()));
              }
            });
    Set<String> arrivals = new TreeSet<>(arrivals("", local().root()));
    for (String folder : folders) {
      @Nullable NodeId id = local().folderOrNull(folder);
      @Nullable Seen now = id == null ? null : disk.look(folder);
      @Nullable Seen then = id == null ? null : seenOrNull(id);
      if (id != null && now != null && now.kind() == Seen.Kind.FOLDER && !now.equals(then)) {
        note(id, now);
        arrivals.addAll(arrivals(folder, id));
      }
    }
    return look(arrivals, Set.of());
  }

  private List<String> arrivals(String path, NodeId folder) throws IOException {
    return disk.list(path).stream()
        .filter(name ->
            !EntryName.isValid(name) || local().childOrNull(folder, new EntryName(name)) == null)
        .map(name -> path.isEmpty() ? name : path + "/" + name)
        .toList();
  }

  private void visit(String path, boolean deep) throws IOException {
    if (path.isEmpty()) {
      if (deep) {
        visitChildren(path, local().root());
      }
      return;
    }
    int slash = path.lastIndexOf('/');
    String above = slash < 0 ? "" : path.substring(0, slash);
    @Nullable NodeId parent = local().folderOrNull(above);
    if (parent == null) {
      // The folder is new as well: it brings this path with it.
      visit(above, deep);
      return;
    }
    visit(path, parent, path.substring(slash + 1), deep);
  }

  private void visit(String path, NodeId parent, String text, boolean deep) throws IOException {
    if (!EntryName.isValid(text) || text.indexOf('\ufffd') >= 0) {
      unusable.add(path);
      return;
    }
    EntryName name = new EntryName(text);
    @Nullable Node node = local().childOrNull(parent, name);
    if (node == null && (ignore.matches(path, text) || !isChosen(parent))) {
      return;
    }
    @Nullable Seen now = disk.look(path);
    if (now == null || now.kind() == Seen.Kind.OTHER) {
      if (node != null) {
        missing.add(node.id());
      }
    } else if (node != null && now.isKindOf(node.entry())) {
      missing.remove(node.id());
      revisit(path, node, now, deep);
    } else {
      if (node != null) {
        displace(node);
      }
      arrive(path, parent, name, now);
    }
  }

  private boolean isChosen(NodeId parent) {
    return only.isEmpty() || only.stream().anyMatch(folder -> local().isWithin(parent, folder));
  }

  private void revisit(String path, Node node, Seen now, boolean deep) throws IOException {
    @Nullable Seen then = seenOrNull(node.id());
    switch (node.entry()) {
      case Folder _ -> {
        note(node.id(), now);
        if (deep) {
          visitChildren(path, node.id());
        }
      }
      case LinkEntry _ -> putLink(path, now, node::withEntry);
      case FileEntry file -> {
        if (then == null || !now.sameContentAs(then) || doubtful.remove(node.id())) {
          readings.put(path, new Reading(path, now));
        } else if (now.executable() != file.executable()) {
          note(node.id(), now);
          trees.putLocal(Sightings.asIs(node, now));
        }
      }
    }
  }

  private void visitChildren(String path, NodeId folder) throws IOException {
    Set<String> names = new HashSet<>();
    for (String name : disk.list(path)) {
      names.add(name);
      visit(path.isEmpty() ? name : path + "/" + name, folder, name, true);
    }
    for (NodeId child : List.copyOf(local().children(folder))) {
      @Nullable Node node = local().nodeOrNull(child);
      if (node != null && !names.contains(node.name().text())) {
        missing.add(child);
      }
    }
  }

  /** Something else has the node's name; the node may be found under another in this look. */
  private void displace(Node node) {
    List<Node> subtree = local().subtree(node.id());
    @Nullable Seen was = seenOrNull(node.id());
    if (was != null) {
      displaced.put(was.inode(), subtree);
    }
    trees.removeLocal(node.id());
    missing.remove(node.id());
  }

  private void arrive(String path, NodeId parent, EntryName name, Seen now) throws IOException {
    if (comesBack(parent, name, now) || moves(parent, name, now)) {
      if (now.kind() == Seen.Kind.FOLDER) {
        visitChildren(path, Objects.requireNonNull(local().folderOrNull(path)));
      }
      return;
    }
    switch (now.kind()) {
      case FOLDER -> {
        Node folder = new Node(ids.next(), parent, name, Folder.FOLDER, 0);
        trees.putLocal(folder);
        note(folder.id(), now);
        visitChildren(path, folder.id());
      }
      case LINK -> putLink(path, now, link -> new Node(ids.next(), parent, name, link, 0));
      case FILE -> readings.put(path, new Reading(path, now));
      case OTHER -> {}
    }
  }

  /** Takes in where a link points, unless it is gone again. */
  private void putLink(String path, Seen now, Function<LinkEntry, Node> node) throws IOException {
    @Nullable String target = disk.targetOrNull(path);
    if (target == null) {
      again.add(path);
      return;
    }
    Node link = node.apply(new LinkEntry(target));
    if (!link.equals(local().nodeOrNull(link.id()))) {
      trees.putLocal(link);
    }
    note(link.id(), now);
  }

  private boolean comesBack(NodeId parent, EntryName name, Seen now) {
    @Nullable List<Node> subtree = displaced.get(now.inode());
    if (subtree == null || !sightings.isSame(subtree.getFirst(), now)) {
      return false;
    }
    displaced.remove(now.inode());
    Node first = subtree.getFirst();
    trees.putLocal(Sightings.asIs(first, now).withPlace(parent, name));
    note(first.id(), now);
    subtree.stream().skip(1).forEach(trees::putLocal);
    return true;
  }

  private boolean moves(NodeId parent, EntryName name, Seen now) throws IOException {
    @Nullable NodeId id = sightings.nodeOrNull(now);
    @Nullable Node node = id == null ? null : local().nodeOrNull(id);
    if (node == null || !sightings.isSame(node, now) || local().isWithin(parent, node.id())) {
      return false;
    }
    if (CopyNames.isCopyOf(node.name(), name, desk)) {
      // This desk put it aside and lost its note of that when the power failed. As a move it would
      // take the name away from what the hub has.
      return false;
    }
    @Nullable Seen atOldPlace = disk.look(path(node.id()));
    if (atOldPlace != null
        && (atOldPlace.inode() == now.inode() || Sightings.isFileAgain(node, atOldPlace))) {
      return false;
    }
    if (atOldPlace != null) {
      again.add(path(node.id()));
    }
    trees.putLocal(Sightings.asIs(node, now).withPlace(parent, name));
    missing.remove(node.id());
    note(node.id(), now);
    return true;
  }

  /**
   * A file was read, and was the same before and after.
   *
   * @return whether the local tree has it now; otherwise its path must be looked at again
   */
  boolean read(Reading reading, Content content) throws IOException {
    int slash = reading.path().lastIndexOf('/');
    @Nullable NodeId parent =
        local().folderOrNull(slash < 0 ? "" : reading.path().substring(0, slash));
    EntryName name = new EntryName(reading.path().substring(slash + 1));
    @Nullable Node node = parent == null ? null : local().childOrNull(parent, name);
    Seen was = reading.seen();
    // While it was read, this desk may have given its name to another file.
    @Nullable Seen now = disk.look(reading.path());
    if (parent == null
        || now == null
        || !now.sameContentAs(was)
        || (node != null && !was.isKindOf(node.entry()))) {
      return false;
    }
    FileEntry entry = new FileEntry(content, now.executable(), now.modifiedMillis());
    Node put = node == null ? new Node(ids.next(), parent, name, entry, 0) : node.withEntry(entry);
    trees.putLocal(put);
    note(put.id(), now);
    // Anybody may set the time of modification, to the future even; that of the change nobody.
    long age = clock.millis() * 1_000_000L - now.changedNanos();
    if (Math.abs(age) < CLOCK_GRAIN_NANOS) {
      doubtful.add(put.id());
    }
    return true;
  }

  /** What was not found, and is not there now either, is gone. */
  List<Reading> dropMissing() throws IOException {
    List<NodeId> gone = new ArrayList<>(missing);
    List<String> again = new ArrayList<>();
    missing.clear();
    for (NodeId id : gone) {
      @Nullable Node node = local().nodeOrNull(id);
      if (node == null) {
        continue;
      }
      String path = path(id);
      @Nullable Seen now = disk.look(path);
      if (now != null && now.isKindOf(node.entry())) {
        again.add(path);
      } else {
        List<Node> subtree = local().subtree(id);
        trees.removeLocal(id);
        subtree.forEach(below -> forget(below.id()));
      }
    }
    return look(again, Set.of());
  }
}
