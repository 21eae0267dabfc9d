package org.ostraka.sync.desk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.CopyNames;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.ThreeTrees;

/** Counts for people what a session has done and what waits. */
final class Report {

  /** So many paths of one kind are told; the rest are like them. */
  private static final int MOST_PATHS = 100;

  private static final long COUNT_EVERY_MILLIS = 200;

  private final ThreeTrees trees;
  private final SessionSettings settings;
  private final Set<NodeId> copies = new LinkedHashSet<>();
  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();
  private long bytes;
  private long countedAt = Long.MIN_VALUE;

  Report(ThreeTrees trees, SessionSettings settings) {
    this.trees = trees;
    this.settings = settings;
  }

  /** The way up, with what goes over it counted. */
  Pace up() {
    return count(settings.up(), sent);
  }

  /** The way down, likewise. */
  Pace down() {
    return count(settings.down(), received);
  }

  private static Pace count(Pace pace, LongAdder sum) {
    return amount -> {
      pace.take(amount);
      sum.add(amount);
    };
  }

  /** These nodes may have come, gone or changed their names. */
  void touched(Collection<NodeId> nodes) {
    for (NodeId id : nodes) {
      @Nullable Node node = trees.local().nodeOrNull(id);
      if (node != null && CopyNames.isCopy(node.name())) {
        copies.add(id);
      } else {
        copies.remove(id);
      }
    }
  }

  List<String> conflicts() {
    List<String> paths = new ArrayList<>();
    for (NodeId id : copies) {
      if (trees.local().holds(id) && paths.size() < MOST_PATHS) {
        paths.add(trees.local().pathText(id).substring(1));
      }
    }
    return paths;
  }

  /**
   * How much there is.
   *
   * @param reading how many files are being read
   * @param moved bytes of transfers under way that are done
   */
  SessionStatus.Counts counts(int reading, long moved) {
    int waiting = trees.unsettled().size() + reading;
    return new SessionStatus.Counts(
        trees.local().size(), waiting, Math.max(0, bytes() - moved), sent.sum(), received.sum());
  }

  /** Counted now and then: there may be very many. */
  private long bytes() {
    long now = settings.clock().millis();
    if (trees.isSettled()) {
      bytes = 0;
    } else if (Math.abs(now - countedAt) > COUNT_EVERY_MILLIS) {
      countedAt = now;
      bytes = trees.unsettled().stream().mapToLong(this::bytes).sum();
    }
    return bytes;
  }

  private long bytes(NodeId id) {
    long here = size(trees.local().nodeOrNull(id));
    @Nullable Node theirs = trees.remote().nodeOrNull(id);
    @Nullable Node mine = trees.local().nodeOrNull(id);
    boolean same = theirs != null && mine != null && theirs.entry().equals(mine.entry());
    return same ? 0 : Math.max(here, size(theirs));
  }

  private static long size(@Nullable Node node) {
    return node != null && node.entry() instanceof FileEntry file ? file.content().size() : 0;
  }
}
