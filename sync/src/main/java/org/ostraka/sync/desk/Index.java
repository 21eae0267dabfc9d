package org.ostraka.sync.desk;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.ThreeTrees;
import org.ostraka.sync.Tree;

/**
 * What a desk remembers of one folder from run to run. It is written after what it tells of, so
 * that it never knows more than the disk; the last commits may be lost in a crash, which costs
 * looking again and nothing else.
 */
public interface Index extends Closeable {

  /**
   * What is known of one node.
   *
   * @param synced what both sides last had, or null; {@code local} and {@code remote} alike
   * @param seen what the local entry was read from, or null
   */
  record Row(
      NodeId id,
      @Nullable Node synced,
      @Nullable Node local,
      @Nullable Node remote,
      @Nullable Seen seen) {

    boolean isEmpty() {
      return synced == null && local == null && remote == null;
    }
  }

  /**
   * How far the journal was read.
   *
   * @param view see {@link JournalPage}
   */
  record Mark(long position, String view) {}

  Mark mark() throws IOException;

  /**
   * A random number that is this index's for good: changes asked for on its account bear it. So a
   * change whose acknowledgement was lost is known again, and one of an earlier index is nobody's.
   */
  long stamp() throws IOException;

  /** Every row. */
  List<Row> rows() throws IOException;

  /** Writes rows, removes empty ones, and sets the mark, all together. */
  void commit(Collection<Row> rows, Mark mark) throws IOException;

  /** The three trees that rows tell of, below this folder. */
  static ThreeTrees trees(NodeId base, List<Row> rows) {
    Map<NodeId, Node> synced = new HashMap<>();
    Tree local = new Tree(base);
    Tree remote = new Tree(base);
    for (Row row : rows) {
      if (row.synced() != null) {
        synced.put(row.id(), row.synced());
      }
      if (row.local() != null) {
        local.put(row.local());
      }
      if (row.remote() != null) {
        remote.put(row.remote());
      }
    }
    return new ThreeTrees(synced, local, remote);
  }
}
