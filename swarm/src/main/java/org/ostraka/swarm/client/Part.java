package org.ostraka.swarm.client;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.Run;

/** A fragment that is being fetched: which of its blocks are stored, and which asked for. */
final class Part {
  private final int fragment;
  private final int blocks;
  private final long starter;
  private final boolean intended;
  private final BitSet stored = new BitSet();
  private final BitSet asked = new BitSet();

  Part(int fragment, int blocks, long starter, boolean intended) {
    this.fragment = fragment;
    this.blocks = blocks;
    this.starter = starter;
    this.intended = intended;
  }

  int fragment() {
    return fragment;
  }

  /** The peer that it was first asked from. */
  long starter() {
    return starter;
  }

  boolean wasIntended() {
    return intended;
  }

  boolean hasOpen() {
    return asked.nextClearBit(0) < blocks;
  }

  /** The next blocks that nobody has been asked for, at most {@code most}; null if none. */
  @Nullable Run nextOrNull(int most) {
    int first = asked.nextClearBit(0);
    if (first >= blocks) {
      return null;
    }
    int next = asked.nextSetBit(first);
    int end = Math.min(next < 0 ? blocks : next, first + most);
    asked.set(first, end);
    return new Run(fragment, first, end - first);
  }

  void reopen(Run run) {
    for (int block = run.first(); block < run.first() + run.count(); block++) {
      if (!stored.get(block)) {
        asked.clear(block);
      }
    }
  }

  /** Whether it is complete with this run. */
  boolean store(Run run) {
    stored.set(run.first(), run.first() + run.count());
    asked.or(stored);
    return stored.cardinality() == blocks;
  }

  boolean isStored(Run run) {
    return stored.nextClearBit(run.first()) >= run.first() + run.count();
  }
}
