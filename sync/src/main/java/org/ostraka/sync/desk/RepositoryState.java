package org.ostraka.sync.desk;

import java.util.List;
import org.ostraka.sync.Node;

/**
 * A repository as one user sees it.
 *
 * @param position the journal record after which it stands so
 * @param nodes folders before what they hold
 */
public record RepositoryState(long position, List<Node> nodes) {

  /** Copies the list. */
  public RepositoryState {
    nodes = List.copyOf(nodes);
  }
}
