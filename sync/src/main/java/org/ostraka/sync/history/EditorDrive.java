package org.ostraka.sync.history;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.Entry;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Folder;
import org.ostraka.sync.LinkEntry;
import org.ostraka.sync.NodeId;
import org.tmatesoft.svn.core.SVNException;
import org.tmatesoft.svn.core.SVNProperty;
import org.tmatesoft.svn.core.SVNPropertyValue;
import org.tmatesoft.svn.core.io.ISVNEditor;

/**
 * A draft told to a Subversion editor: folder by folder in the new tree, in each folder first what
 * leaves, then what comes (new, or as a copy of where it stood), then what stays and differs.
 *
 * <p>Everything is told against one base revision, so that a move out of a moved folder, two names
 * exchanged, and a folder that became a file all come out right: copies come from the base, and
 * what a copied folder brings but should not hold is removed in it.
 */
final class EditorDrive {
  private static final SVNPropertyValue SET = SVNPropertyValue.create("*");

  private final Draft draft;
  private final long revision;
  private final String repositoryPath;
  private final HistorySource source;

  private final Map<NodeId, List<Standing>> arriving = new HashMap<>();
  private final Map<NodeId, List<Standing>> leaving = new HashMap<>();
  private final Map<NodeId, List<Standing>> staying = new HashMap<>();

  /** Folders of the base that something is told about, by the folder that holds them. */
  private final Map<NodeId, Set<NodeId>> opened = new HashMap<>();

  /**
   * @param revision that the draft is based on
   * @param repositoryPath of the draft's root in the repository: "" or from '/'
   */
  EditorDrive(Draft draft, long revision, String repositoryPath, HistorySource source) {
    this.draft = draft;
    this.revision = revision;
    this.repositoryPath = repositoryPath;
    this.source = source;
    draft.touched().forEach(this::sort);
  }

  /** Whether the draft is what is committed already. */
  boolean isEmpty() {
    return arriving.isEmpty() && leaving.isEmpty() && staying.isEmpty();
  }

  private void sort(NodeId id) {
    @Nullable Standing base = draft.baseOrNull(id);
    @Nullable Standing now = draft.nowOrNull(id);
    boolean replaced = base != null && now != null && base.isFolder() != now.isFolder();
    boolean stays = base != null && now != null && !replaced && base.samePlaceAs(now);
    if (base != null && !stays && draft.holdsFolder(base.parent()) && !isNew(base.parent())) {
      leaving.computeIfAbsent(base.parent(), _ -> new ArrayList<>()).add(base);
      openUpTo(base.parent());
    }
    if (now != null && !stays) {
      arriving.computeIfAbsent(now.parent(), _ -> new ArrayList<>()).add(now);
      openUpTo(now.parent());
    }
    if (stays && base != null && now != null && !base.reads(now)) {
      staying.computeIfAbsent(now.parent(), _ -> new ArrayList<>()).add(now);
      openUpTo(now.parent());
    }
  }

  /** Whether the folder is made afresh in this commit, so that it holds nothing from before. */
  private boolean isNew(NodeId folder) {
    @Nullable Standing base = draft.baseOrNull(folder);
    return !folder.equals(NodeId.ROOT) && (base == null || !base.isFolder());
  }

  private void openUpTo(NodeId folder) {
    @Nullable Standing at = draft.nowOrNull(folder);
    while (at != null && opened.computeIfAbsent(at.parent(), _ -> new HashSet<>()).add(at.id())) {
      at = draft.nowOrNull(at.parent());
    }
  }

  /** Tells the editor everything, from opening the root to closing it. */
  void run(ISVNEditor editor) throws SVNException, IOException, Fault {
    editor.openRoot(revision);
    inside(NodeId.ROOT, "", editor);
    editor.closeDir();
  }

  private void inside(NodeId folder, String path, ISVNEditor editor)
      throws SVNException, IOException, Fault {
    for (Standing old : sorted(leaving.getOrDefault(folder, List.of()))) {
      editor.deleteEntry(path + old.name(), revision);
    }
    for (Standing node : sorted(arriving.getOrDefault(folder, List.of()))) {
      add(node, path + node.name(), editor);
    }
    for (Standing node : sorted(staying.getOrDefault(folder, List.of()))) {
      editor.openFile(path + node.name(), revision);
      finishFile(node, draft.baseOrNull(node.id()), path + node.name(), editor);
    }
    for (Standing node : sorted(foldersToOpen(folder))) {
      editor.openDir(path + node.name(), revision);
      inside(node.id(), path + node.name() + "/", editor);
      editor.closeDir();
    }
  }

  private List<Standing> foldersToOpen(NodeId folder) {
    List<Standing> added = arriving.getOrDefault(folder, List.of());
    Set<NodeId> closed = added.stream().map(Standing::id).collect(Collectors.toSet());
    List<Standing> found = new ArrayList<>();
    for (NodeId id : opened.getOrDefault(folder, Set.of())) {
      @Nullable Standing node = draft.nowOrNull(id);
      if (node != null && !closed.contains(id)) {
        found.add(node);
      }
    }
    return found;
  }

  private static List<Standing> sorted(List<Standing> nodes) {
    return nodes.stream().sorted(Comparator.comparing(Standing::name)).toList();
  }

  private void add(Standing node, String path, ISVNEditor editor)
      throws SVNException, IOException, Fault {
    @Nullable Standing base = draft.baseOrNull(node.id());
    boolean copied = base != null && base.isFolder() == node.isFolder();
    @Nullable String from = copied ? repositoryPath + draft.basePath(node.id()) : null;
    long fromRevision = copied ? revision : -1;
    if (node.isFolder()) {
      editor.addDir(path, from, fromRevision);
      inside(node.id(), path + "/", editor);
      editor.closeDir();
    } else {
      editor.addFile(path, from, fromRevision);
      finishFile(node, copied ? base : null, path, editor);
    }
  }

  private void finishFile(Standing node, @Nullable Standing base, String path, ISVNEditor editor)
      throws SVNException, IOException, Fault {
    if ((base != null && base.executable()) != node.executable()) {
      editor.changeFileProperty(path, SVNProperty.EXECUTABLE, node.executable() ? SET : null);
    }
    if ((base != null && isLink(base)) != isLink(node)) {
      editor.changeFileProperty(path, SVNProperty.SPECIAL, isLink(node) ? SET : null);
    }
    if (base == null || base.kind() != node.kind() || !base.text().equals(node.text())) {
      send(node.id(), path, editor);
    }
    editor.closeFile(path, null);
  }

  private static boolean isLink(Standing node) {
    return node.kind() == Standing.Kind.LINK;
  }

  private void send(NodeId node, String path, ISVNEditor editor)
      throws SVNException, IOException, Fault {
    @Nullable Entry entry = draft.entryOrNull(node);
    editor.applyTextDelta(path, null);
    try (OutputStream windows = new WindowStream(editor, path)) {
      switch (entry) {
        case FileEntry file -> source.copy(file.content(), windows);
        case LinkEntry link -> windows.write(SpecialFile.of(link));
        case Folder _ -> throw new IllegalStateException("a folder has no text: " + path);
        case null -> throw new IllegalStateException("nobody said what is in " + path);
      }
    }
    editor.textDeltaEnd(path);
  }
}
