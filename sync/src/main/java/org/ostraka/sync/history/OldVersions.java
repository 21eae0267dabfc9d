package org.ostraka.sync.history;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.Entry;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.Folder;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.tmatesoft.svn.core.SVNException;
import org.tmatesoft.svn.core.SVNNodeKind;
import org.tmatesoft.svn.core.io.SVNFileRevision;
import org.tmatesoft.svn.core.io.SVNLocationEntry;
import org.tmatesoft.svn.core.io.SVNRepository;

/** Reads what was. Each call has a connection of its own, so that it waits for nobody. */
final class OldVersions {
  private final Vault vault;
  private final CommittedTree tree;
  private final HistorySource source;
  private final SecureRandom random = new SecureRandom();

  OldVersions(Vault vault, CommittedTree tree, HistorySource source) {
    this.vault = vault;
    this.tree = tree;
    this.source = source;
  }

  private interface Reading<T> {
    T read(SVNRepository connection) throws SVNException, IOException, Fault;
  }

  private <T> T connected(Reading<T> reading) throws IOException, Fault {
    try {
      SVNRepository connection = vault.connect();
      try {
        return reading.read(connection);
      } finally {
        connection.closeSession();
      }
    } catch (SVNException e) {
      throw SvnFailures.convert("the old version cannot be read", e);
    }
  }

  /** Where a node was, in a revision in which it was there. */
  private record Spot(String path, long revision) {}

  private Spot lastSpot(NodeId id) throws Fault {
    CommittedTree.@Nullable Grave grave = tree.graveOrNull(id);
    if (tree.nodeOrNull(id) != null) {
      return new Spot(tree.path(id), tree.revision());
    } else if (grave != null) {
      return new Spot(grave.path(), grave.revision());
    }
    throw Fault.of(
        FaultKind.NOT_FOUND,
        "nothing of node " + id + " is in the history yet; if it is new, ask again in a moment");
  }

  private Spot spot(SVNRepository connection, NodeId id, HistoryPoint at)
      throws SVNException, Fault {
    if (id.equals(NodeId.ROOT)) {
      return new Spot("", revision(connection, at));
    }
    Spot last = lastSpot(id);
    long revision = Math.min(revision(connection, at), last.revision());
    Map<Long, SVNLocationEntry> found =
        locations(connection, SvnReader.relative(last.path()), last.revision(), revision);
    @Nullable SVNLocationEntry location = found.get(revision);
    if (location == null) {
      throw Fault.of(
          FaultKind.NOT_FOUND,
          "%s did not exist in revision %d; the list of versions shows when it did"
              .formatted(last.path(), revision));
    }
    return new Spot(location.getPath().substring(vault.path().length()), revision);
  }

  @SuppressWarnings("unchecked") // SVNKit's map is raw; its documentation says what is in it.
  private static Map<Long, SVNLocationEntry> locations(
      SVNRepository connection, String path, long peg, long revision) throws SVNException {
    return (Map<Long, SVNLocationEntry>)
        connection.getLocations(
            path, (Map<Long, SVNLocationEntry>) null, peg, new long[] {revision});
  }

  private static long revision(SVNRepository connection, HistoryPoint at) throws SVNException {
    return switch (at) {
      case HistoryPoint.Revision(long number) -> number;
      case HistoryPoint.Time(var instant) -> connection.getDatedRevision(Date.from(instant));
    };
  }

  List<FileVersion> versions(NodeId file) throws IOException, Fault {
    Spot last = lastSpot(file);
    return connected(connection -> {
      List<FileVersion> found = new ArrayList<>();
      for (SVNFileRevision each : revisions(connection, last)) {
        found.add(
            SvnReader.version(
                // A server leaves the history's own properties out of a file's revisions.
                connection.getRevisionProperties(each.getRevision(), null),
                each.getRevision(),
                each.getPath().substring(vault.path().length())));
      }
      return found.stream()
          .sorted(Comparator.comparingLong(FileVersion::revision).reversed())
          .toList();
    });
  }

  @SuppressWarnings("unchecked") // SVNKit's collection is raw; its documentation says what it has.
  private static Collection<SVNFileRevision> revisions(SVNRepository connection, Spot last)
      throws SVNException {
    return (Collection<SVNFileRevision>)
        connection.getFileRevisions(
            SvnReader.relative(last.path()),
            (Collection<SVNFileRevision>) null,
            0,
            last.revision());
  }

  void read(NodeId file, HistoryPoint at, OutputStream out) throws IOException, Fault {
    boolean _ =
        connected(connection -> {
          Spot spot = spot(connection, file, at);
          new SvnReader(connection, source).read(spot.path(), spot.revision(), out);
          return true;
        });
  }

  List<Change> restoration(NodeId id, HistoryPoint at) throws IOException, Fault {
    return connected(connection -> {
      Spot spot = spot(connection, id, at);
      List<Change> changes = new ArrayList<>();
      SvnReader reader = new SvnReader(connection, source);
      if (id.equals(NodeId.ROOT)) {
        restoreInside(reader, spot, NodeId.ROOT, changes);
      } else {
        restoreTop(reader, spot, id, changes);
      }
      source.settle();
      return changes;
    });
  }

  private void restoreTop(SvnReader reader, Spot spot, NodeId id, List<Change> changes)
      throws SVNException, IOException, Fault {
    @Nullable Node live = source.nodeOrNull(id);
    if (live != null) {
      restoreLive(reader, spot, live, changes);
      return;
    }
    int slash = spot.path().lastIndexOf('/');
    NodeId parent = liveFolder(spot.path().substring(0, slash));
    EntryName name = freeName(parent, spot.path().substring(slash + 1), spot.revision());
    createAgain(reader, spot, new Place(id, parent, name), changes);
  }

  private record Place(NodeId id, NodeId parent, EntryName name) {}

  /** The folder at the path as far as it is there now. */
  private NodeId liveFolder(String path) throws IOException, Fault {
    NodeId at = NodeId.ROOT;
    for (String name : path.isEmpty() ? new String[0] : path.substring(1).split("/", -1)) {
      @Nullable Node next = source.childOrNull(at, new EntryName(name));
      if (next == null || !next.isFolder()) {
        return at;
      }
      at = next.id();
    }
    return at;
  }

  private EntryName freeName(NodeId parent, String name, long revision) throws IOException, Fault {
    EntryName candidate = new EntryName(name);
    for (int attempt = 1; source.childOrNull(parent, candidate) != null; attempt++) {
      String counted = attempt == 1 ? "" : ", " + attempt;
      String mark = "restored from " + revision + counted;
      candidate = new EntryName(SvnNames.aside(name, mark));
    }
    return candidate;
  }

  private void restoreLive(SvnReader reader, Spot spot, Node live, List<Change> changes)
      throws SVNException, IOException, Fault {
    if (live.isFolder()) {
      restoreInside(reader, spot, live.id(), changes);
      return;
    }
    Entry before = reader.entry(spot.path(), spot.revision());
    if (!Texts.same(before, live.entry()) && before.sameKindAs(live.entry())) {
      changes.add(new Change.Edit(freshChange(), live.id(), before, live.version()));
    }
  }

  private void restoreInside(SvnReader reader, Spot folder, NodeId id, List<Change> changes)
      throws SVNException, IOException, Fault {
    for (SvnReader.Child child : reader.children(folder.path(), folder.revision())) {
      Spot spot = new Spot(folder.path() + "/" + child.name(), folder.revision());
      EntryName name = new EntryName(child.name());
      @Nullable Node live = source.childOrNull(id, name);
      if (live != null && live.isFolder() == child.isFolder()) {
        restoreLive(reader, spot, live, changes);
      } else {
        EntryName free = live == null ? name : freeName(id, child.name(), spot.revision());
        createAgain(reader, spot, new Place(idOf(spot, changes), id, free), changes);
      }
    }
  }

  private void createAgain(SvnReader reader, Spot spot, Place place, List<Change> changes)
      throws SVNException, IOException, Fault {
    boolean folder = reader.kind(spot.path(), spot.revision()) == SVNNodeKind.DIR;
    Entry entry = folder ? Folder.FOLDER : reader.entry(spot.path(), spot.revision());
    changes.add(new Change.Create(freshChange(), place.id(), place.parent(), place.name(), entry));
    if (folder) {
      for (SvnReader.Child child : reader.children(spot.path(), spot.revision())) {
        Spot below = new Spot(spot.path() + "/" + child.name(), spot.revision());
        EntryName name = new EntryName(child.name());
        createAgain(reader, below, new Place(idOf(below, changes), place.id(), name), changes);
      }
    }
  }

  /** The id that what stood there had, if nothing has it now; else a new one. */
  private NodeId idOf(Spot spot, List<Change> changes) throws IOException, Fault {
    CommittedTree.@Nullable Grave grave = tree.graveOrNull(spot.path(), spot.revision());
    boolean free =
        grave != null
            && source.nodeOrNull(grave.id()) == null
            && changes.stream().noneMatch(each -> each.node().equals(grave.id()));
    return free && grave != null ? grave.id() : new NodeId(random.nextLong(), random.nextLong());
  }

  private ChangeId freshChange() {
    return new ChangeId(random.nextLong(), random.nextLong());
  }
}
