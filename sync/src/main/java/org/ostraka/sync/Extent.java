package org.ostraka.sync;

import java.util.Set;

/**
 * What of a repository a folder is kept identical with.
 *
 * @param base the folder whose content it is; the root for all of the repository
 * @param only the folders below it that are wanted here, with all they hold; empty for everything
 */
public record Extent(RepositoryName repository, NodeId base, Set<NodeId> only) {

  /** The most folders that may be chosen: they travel in a query. */
  public static final int MOST_FOLDERS = 100;

  /** Copies the set. */
  public Extent {
    only = Set.copyOf(only);
    if (only.size() > MOST_FOLDERS) {
      throw new IllegalArgumentException(
          "%d folders chosen: at most %d".formatted(only.size(), MOST_FOLDERS));
    }
  }

  /** All of a repository. */
  public static Extent whole(RepositoryName repository) {
    return new Extent(repository, NodeId.ROOT, Set.of());
  }

  /** Whether it is all of the repository. */
  public boolean isWhole() {
    return base.equals(NodeId.ROOT) && only.isEmpty();
  }
}
