package org.ostraka.sync.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.Folder;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.UserName;
import org.tmatesoft.svn.core.SVNException;
import org.tmatesoft.svn.core.SVNLogEntry;
import org.tmatesoft.svn.core.SVNNodeKind;

/** One revision that another client committed, taken into the draft and told to the hub. */
final class OutsideCommits {
  private final SvnReader reader;
  private final RevisionPaths paths;
  private final long revision;
  private final Draft draft;
  private final HubChanges hub;

  /** Nodes that this revision moves, until they have moved. */
  private final Map<NodeId, String> movers = new HashMap<>();

  private final Set<NodeId> doomed = new HashSet<>();

  /** Copied folders: everything in them was read with them. */
  private final List<String> copies = new ArrayList<>();

  private OutsideCommits(
      SvnReader reader, RevisionPaths paths, long revision, Draft draft, HubChanges hub) {
    this.reader = reader;
    this.paths = paths;
    this.revision = revision;
    this.draft = draft;
    this.hub = hub;
  }

  /** Takes one revision in. */
  static void takeIn(SvnReader reader, SVNLogEntry entry, String root, Draft draft, HubChanges hub)
      throws SVNException, IOException, Fault {
    RevisionPaths paths = new RevisionPaths(entry.getChangedPaths().values(), root);
    new OutsideCommits(reader, paths, entry.getRevision(), draft, hub).run();
  }

  /** Takes in all that a revision holds, when nothing was known before. */
  static void takeInAll(SvnReader reader, long revision, Draft draft, HubChanges hub)
      throws SVNException, IOException, Fault {
    RevisionPaths none = new RevisionPaths(List.of(), "");
    new OutsideCommits(reader, none, revision, draft, hub).fill(NodeId.ROOT, "");
    hub.flush();
  }

  /** A name for the hub; Subversion takes more characters in names than the hub. */
  static UserName author(@Nullable String svnAuthor) {
    String name = svnAuthor == null ? "" : svnAuthor.toLowerCase(Locale.ROOT);
    String kept = name.replaceAll("[^a-z0-9._@-]", "-").replaceAll("^[^a-z0-9]+", "");
    return new UserName(kept.isEmpty() ? "svn" : kept.substring(0, Math.min(64, kept.length())));
  }

  private void run() throws SVNException, IOException, Fault {
    findWhoGoes();
    for (String path : paths.present()) {
      if (copies.stream().noneMatch(copy -> path.startsWith(copy + "/"))) {
        arrive(path);
      }
    }
    for (NodeId id : doomed) {
      if (draft.nowOrNull(id) != null) {
        hub.remove(id);
      }
    }
    hub.flush();
  }

  private void findWhoGoes() {
    for (String path : paths.present()) {
      @Nullable Standing source = paths.isMove(path) ? sourceOrNull(path) : null;
      if (source != null) {
        movers.put(source.id(), path);
      }
    }
    for (String path : paths.gone()) {
      @Nullable Standing node = draft.atPathOrNull(path);
      if (node != null && !movers.containsKey(node.id())) {
        doomed.add(node.id());
      }
    }
  }

  private @Nullable Standing sourceOrNull(String path) {
    @Nullable String source = paths.sourceOrNull(path);
    return source == null ? null : oldOrNull(source);
  }

  private @Nullable Standing oldOrNull(String path) {
    @Nullable Standing found = null;
    NodeId at = NodeId.ROOT;
    for (String name : path.substring(1).split("/", -1)) {
      found = draft.baseChildOrNull(at, name);
      if (found == null) {
        return null;
      }
      at = found.id();
    }
    return found;
  }

  private void arrive(String path) throws SVNException, IOException, Fault {
    int slash = path.lastIndexOf('/');
    @Nullable NodeId parent = folderOrNull(path.substring(0, slash));
    String name = path.substring(slash + 1);
    if (parent == null || !EntryName.isValid(name)) {
      return;
    }
    SVNNodeKind kind = reader.kind(path, revision);
    @Nullable Standing mover = paths.isMove(path) ? sourceOrNull(path) : null;
    if (paths.isModification(path)) {
      modify(path, kind);
    } else if (mover != null && mover.isFolder() == (kind == SVNNodeKind.DIR)) {
      makeRoom(parent, name, path);
      move(mover.id(), parent, name, path);
      modify(path, kind);
    } else {
      makeRoom(parent, name, path);
      create(parent, name, path, kind);
    }
  }

  private void modify(String path, SVNNodeKind kind) throws SVNException, IOException, Fault {
    @Nullable Standing node = draft.atPathOrNull(path);
    if (node != null && kind == SVNNodeKind.FILE) {
      hub.edit(node.id(), reader.entry(path, revision), path);
    }
  }

  private void move(NodeId id, NodeId parent, String name, String path) throws IOException, Fault {
    movers.remove(id);
    if (draft.nowOrNull(id) != null) {
      hub.move(id, parent, name, path);
    }
  }

  private void create(NodeId parent, String name, String path, SVNNodeKind kind)
      throws SVNException, IOException, Fault {
    if (kind == SVNNodeKind.DIR) {
      NodeId made = hub.create(parent, name, Folder.FOLDER, path);
      if (paths.sourceOrNull(path) != null) {
        copies.add(path);
        fill(made, path);
      }
    } else if (kind == SVNNodeKind.FILE) {
      hub.create(parent, name, reader.entry(path, revision), path);
    }
  }

  private void fill(NodeId folder, String path) throws SVNException, IOException, Fault {
    for (SvnReader.Child child : reader.children(path, revision)) {
      if (EntryName.isValid(child.name())) {
        String childPath = path + "/" + child.name();
        if (child.isFolder()) {
          fill(hub.create(folder, child.name(), Folder.FOLDER, childPath), childPath);
        } else {
          hub.create(folder, child.name(), reader.entry(childPath, revision), childPath);
        }
      }
    }
  }

  /** Lets go who has the place and is about to leave it. */
  private void makeRoom(NodeId parent, String name, String path) throws IOException, Fault {
    @Nullable Standing holder = draft.childOrNull(parent, name);
    if (holder == null) {
      return;
    }
    boolean holdsMovers =
        draft.subtree(holder.id()).stream().anyMatch(node -> movers.containsKey(node.id()));
    if (holdsMovers) {
      String aside = SvnNames.aside(name, "moving in r" + revision);
      hub.move(holder.id(), parent, aside, path + "\0aside");
    } else {
      hub.remove(holder.id());
    }
  }

  private @Nullable NodeId folderOrNull(String path) {
    if (path.isEmpty()) {
      return NodeId.ROOT;
    }
    @Nullable Standing folder = draft.atPathOrNull(path);
    return folder == null || !folder.isFolder() ? null : folder.id();
  }
}
