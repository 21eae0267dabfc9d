package org.ostraka.ballot.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.box.Ballots;
import org.ostraka.ballot.box.BoxStore;
import org.ostraka.ballot.box.Change;
import org.ostraka.ballot.box.MemoryBoxStore;

/**
 * The same commits for every store: the first opens an election of many voters, and each later one
 * lets two claims wait and makes one valid that waited since a few commits.
 */
final class CommitHistory {
  private static final Ballots MAYOR = Ballots.of("mayor");
  private static final int VOTERS = 500;
  private static final int WINDOW = 7;

  private CommitHistory() {}

  static List<Change> changes(int index) {
    if (index == 1) {
      return MAYOR.open(VOTERS);
    }
    List<Change> changes = new ArrayList<>();
    changes.add(MAYOR.waits(index, "a" + index, index));
    changes.add(MAYOR.waits(index, "b" + index, index));
    int settled = index - WINDOW;
    if (settled > 1) {
      changes.add(MAYOR.waitsNoMore(settled, "a" + settled));
      changes.add(MAYOR.waitsNoMore(settled, "b" + settled));
      MAYOR.valid(settled, "a" + settled, index).forEach(changes::add);
    }
    return changes;
  }

  static void commit(BoxStore store, int index) throws IOException {
    store.commit(new LogIndex(index), Ballots.HOUR.plusMillis(index), changes(index));
  }

  /** What a store must hold after the commits up to this one. */
  static List<Object> contentAfter(LogIndex last) throws IOException {
    MemoryBoxStore store = new MemoryBoxStore();
    for (int index = 1; index <= last.value(); index++) {
      commit(store, index);
    }
    return Stores.content(store);
  }
}
