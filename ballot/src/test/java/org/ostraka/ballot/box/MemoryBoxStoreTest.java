package org.ostraka.ballot.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.ostraka.ballot.LogIndex;

/** The store of the simulation keeps the contract, and its crash loses what the contract allows. */
final class MemoryBoxStoreTest extends BoxStoreContract {

  @Override
  protected BoxStore create() {
    return new MemoryBoxStore();
  }

  @Override
  protected BoxStore reopened(BoxStore store) {
    return store;
  }

  @Test
  void aCrashLeavesAnyCommitSinceTheLastFlush() {
    Set<LogIndex> left = new TreeSet<>();
    Random random = new Random(1);
    for (int crash = 0; crash < 100; crash++) {
      MemoryBoxStore store = new MemoryBoxStore();
      for (int index = 1; index <= 5; index++) {
        store.commit(new LogIndex(index), Ballots.HOUR, Ballots.of("e" + index).open(1));
        if (index == 2) {
          store.flush();
        }
      }
      left.add(store.crash(random));
      long[] elections = new long[1];
      store.forEachRow(row -> elections[0] += row instanceof Change.ElectionPut ? 1 : 0);
      assertThat(elections[0]).isEqualTo(store.applied().value());
    }
    assertThat(left).extracting(LogIndex::value).containsExactly(2L, 3L, 4L, 5L);
  }
}
