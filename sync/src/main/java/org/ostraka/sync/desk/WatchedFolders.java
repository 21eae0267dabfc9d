package org.ostraka.sync.desk;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folders that are watched, each by the key that its events come with, and what those events
 * mean to a session. One thread owns it.
 *
 * <p><b>Invariant:</b> a folder is watched before the session is told of it. So whatever is put
 * into a new folder is either there when the session looks, or told afterwards. Where events were
 * lost, a new folder may have been among them: then all folders are watched anew, and the session
 * looks everywhere. A folder that moved is new in its place: what is told before it is watched
 * there is told at a path that is no more, so that the session looks at all it holds.
 *
 * @param <K> what a watched folder's events come with; it goes with the folder when that is moved
 */
final class WatchedFolders<K> {
  private final Sight<K> sight;
  private final Session session;
  private final DiskNames names;

  /** Where each watched folder was when it was last come by. */
  private final Map<K, String> folders = new HashMap<>();

  /** The directory as the watch sees it; paths on the disk are relative to it, "" for itself. */
  interface Sight<K> {

    /** Watches this one folder from now on; null if no folder is there. */
    @Nullable K watch(String path) throws IOException;

    /** The names of the folders in a folder; none if it is gone. */
    List<String> foldersIn(String path) throws IOException;
  }

  /** Something happened to a name in a watched folder. */
  record Event(Kind kind, String name) {

    /** What happened. */
    enum Kind {
      /** Something has the name that had not. */
      CAME,
      CHANGED,
      /** So much happened that some of it is not told. */
      LOST
    }
  }

  /**
   * @param names what the names in events stand for
   */
  WatchedFolders(Sight<K> sight, Session session, DiskNames names) {
    this.sight = sight;
    this.session = session;
    this.names = names;
  }

  void watchAnew() throws IOException {
    watchBelow("");
    session.lostSight();
  }

  private boolean watchBelow(String top) throws IOException {
    boolean found = false;
    Deque<String> waiting = new ArrayDeque<>(List.of(top));
    while (!waiting.isEmpty()) {
      String path = waiting.pop();
      @Nullable K key = sight.watch(path);
      if (key != null) {
        found = true;
        // A folder that was moved is watched already, and is known by its new path from now on.
        folders.put(key, path);
        sight.foldersIn(path).stream()
            .map(name -> path(path, name))
            .filter(it -> !isOwn(it))
            .forEach(waiting::push);
      }
    }
    return found;
  }

  /** The folder is watched no more. */
  void forget(K key) {
    folders.remove(key);
  }

  /** Tells the session of a folder's events; whether some are missing. */
  boolean losesWhileTelling(K key, List<Event> events) throws IOException {
    @Nullable String folder = folders.get(key);
    List<String> touched = new ArrayList<>();
    List<String> came = new ArrayList<>();
    boolean lost = false;
    for (Event event : events) {
      if (event.kind() == Event.Kind.LOST) {
        lost = true;
      } else if (folder != null && !isOwn(path(folder, event.name()))) {
        String path = path(folder, event.name());
        boolean isNew = event.kind() == Event.Kind.CAME;
        (isNew && watchBelow(path) ? came : touched).add(names.readPath(path));
      }
    }
    if (!touched.isEmpty()) {
      session.touched(touched);
    }
    if (!came.isEmpty()) {
      session.came(came);
    }
    return lost;
  }

  private static String path(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  private static boolean isOwn(String path) {
    return path.equals(IgnoreRules.OWN) || path.startsWith(IgnoreRules.OWN + "/");
  }
}
