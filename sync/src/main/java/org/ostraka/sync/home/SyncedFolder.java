package org.ostraka.sync.home;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.Extent;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.desk.Decision;

/**
 * A folder of this machine and what it is kept identical with.
 *
 * @param number its own on this desk, never given again
 * @param folder absolute
 * @param place what of the hub it is
 * @param order what a person decided that the running desk has not done yet
 */
public record SyncedFolder(
    int number, Path folder, Place place, boolean paused, Optional<Decision> order) {

  /**
   * A repository, or a folder of it.
   *
   * @param path of the folder when it was added, "/" for the whole repository
   * @param base the folder's node, which stays when it is moved
   * @param only the folders in it that are wanted here, by their paths in the repository when they
   *     were chosen; empty for everything
   */
  public record Place(
      RepositoryName repository, String path, NodeId base, SortedMap<String, NodeId> only) {

    Extent extent() {
      return new Extent(repository, base, Set.copyOf(only.values()));
    }

    @Override
    public String toString() {
      return path.equals("/") ? repository.text() : repository + ":" + path;
    }
  }

  SyncedFolder withPlace(Place other) {
    return new SyncedFolder(number, folder, other, paused, order);
  }

  SyncedFolder withOrder(Decision decision) {
    boolean pausing = decision == Decision.PAUSE;
    return new SyncedFolder(
        number, folder, place, pausing, pausing ? Optional.empty() : Optional.of(decision));
  }

  SyncedFolder withoutOrder() {
    return new SyncedFolder(number, folder, place, paused, Optional.empty());
  }

  /** As the file has it. */
  record Form(
      int number,
      String folder,
      String repository,
      String path,
      String base,
      SortedMap<String, String> only,
      boolean paused,
      @Nullable Decision order) {

    static Form of(SyncedFolder folder) {
      SortedMap<String, String> only = new TreeMap<>();
      folder.place.only.forEach((path, node) -> only.put(path, node.toString()));
      return new Form(
          folder.number,
          folder.folder.toString(),
          folder.place.repository.text(),
          folder.place.path,
          folder.place.base.toString(),
          only,
          folder.paused,
          folder.order.orElse(null));
    }

    SyncedFolder toFolder() {
      SortedMap<String, NodeId> chosen = new TreeMap<>();
      only.forEach((name, node) -> chosen.put(name, NodeId.parse(node)));
      Place place = new Place(new RepositoryName(repository), path, NodeId.parse(base), chosen);
      return new SyncedFolder(number, Path.of(folder), place, paused, Optional.ofNullable(order));
    }
  }

  /** The whole file: all folders, and the number of the next one. */
  record Forms(int next, List<Form> folders) {
    static final Forms NONE = new Forms(1, List.of());
  }
}
