package org.ostraka.sync.history;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tmatesoft.svn.core.SVNLogEntryPath;

/**
 * The paths that one revision changed, and which of its copies are moves: Subversion tells a move
 * as a copy and a removal. Paths are relative to the history's root, from '/'.
 */
final class RevisionPaths {
  private final TreeMap<String, SVNLogEntryPath> changes = new TreeMap<>();

  /** From where each copied path came. */
  private final Map<String, String> sources = new HashMap<>();

  private final Set<String> removed = new HashSet<>();
  private final Set<String> moveTargets = new HashSet<>();

  /**
   * @param paths as the log has them, from the repository's root
   * @param root path of the history's root: "" or from '/'
   */
  RevisionPaths(Collection<SVNLogEntryPath> paths, String root) {
    for (SVNLogEntryPath each : paths) {
      @Nullable String path = insideOrNull(each.getPath(), root);
      if (path != null) {
        take(path, each, root);
      }
    }
    findMoves();
  }

  private void take(String path, SVNLogEntryPath each, String root) {
    changes.put(path, each);
    if (isGone(each)) {
      removed.add(path);
    }
    @Nullable String source = insideOrNull(each.getCopyPath(), root);
    if (source != null) {
      sources.put(path, source);
    }
  }

  private static boolean isGone(SVNLogEntryPath each) {
    return each.getType() == SVNLogEntryPath.TYPE_DELETED
        || each.getType() == SVNLogEntryPath.TYPE_REPLACED;
  }

  private static @Nullable String insideOrNull(@Nullable String path, String root) {
    return path != null && path.startsWith(root + "/") && path.length() > root.length() + 1
        ? path.substring(root.length())
        : null;
  }

  private void findMoves() {
    // Shorter sources first: where something lands depends on the moves of the folders around it.
    Set<String> used = new HashSet<>();
    List<String> targets =
        sources.keySet().stream()
            .sorted((a, b) -> Integer.compare(source(a).length(), source(b).length()))
            .toList();
    for (String target : targets) {
      if (isRemoved(landing(source(target))) && used.add(source(target))) {
        moveTargets.add(target);
      }
    }
  }

  private String source(String target) {
    @Nullable String source = sources.get(target);
    return source == null ? "" : source;
  }

  /** Where an old path would be if only the folders around it had moved. */
  private String landing(String old) {
    String best = "";
    String landing = old;
    for (String target : moveTargets) {
      String source = source(target);
      if (old.startsWith(source + "/") && source.length() > best.length()) {
        best = source;
        landing = target + old.substring(source.length());
      }
    }
    return landing;
  }

  private boolean isRemoved(String path) {
    return removed.contains(path) || removed.stream().anyMatch(each -> path.startsWith(each + "/"));
  }

  /** The paths that were added, replaced or modified, parents first. */
  List<String> present() {
    return changes.entrySet().stream()
        .filter(each -> each.getValue().getType() != SVNLogEntryPath.TYPE_DELETED)
        .map(Map.Entry::getKey)
        .toList();
  }

  boolean isModification(String path) {
    @Nullable SVNLogEntryPath change = changes.get(path);
    return change != null && change.getType() == SVNLogEntryPath.TYPE_MODIFIED;
  }

  boolean isMove(String path) {
    return moveTargets.contains(path);
  }

  /** From where the path was moved or copied, in the tree before; null if it was not. */
  @Nullable String sourceOrNull(String path) {
    return sources.get(path);
  }

  /** The paths, in the tree before, of what is gone now, moved things included. */
  List<String> gone() {
    return removed.stream().map(this::origin).sorted().toList();
  }

  private String origin(String path) {
    String best = "";
    String origin = path;
    for (String target : moveTargets) {
      if (path.startsWith(target + "/") && target.length() > best.length()) {
        best = target;
        origin = source(target) + path.substring(target.length());
      }
    }
    return origin;
  }
}
