package org.ostraka.ballot.box;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.Phase;

/**
 * What a ballot box holds: its elections and the log's time. It absorbs changes and decides none.
 */
final class Elections {
  private final Map<ElectionName, ElectionBox> boxes = new TreeMap<>();

  /** The same, for what is asked several times for every claim. */
  private final Map<ElectionName, ElectionBox> byName = new HashMap<>();

  private Instant logTime = Instant.EPOCH;

  Instant logTime() {
    return logTime;
  }

  /** The log's time never goes back, whatever the leaders' clocks do. */
  void advanceTo(Instant stamp) {
    logTime = stamp.isAfter(logTime) ? stamp : logTime;
  }

  Collection<ElectionBox> boxes() {
    return boxes.values();
  }

  @Nullable ElectionBox boxOrNull(ElectionName name) {
    return byName.get(name);
  }

  /** The election's box, or null while nobody may see the election. */
  @Nullable ElectionBox visibleOrNull(ElectionName name) {
    ElectionBox box = byName.get(name);
    return box == null || box.election().phase() == Phase.REGISTERING ? null : box;
  }

  ElectionBox require(ElectionName name) {
    ElectionBox box = byName.get(name);
    if (box == null) {
      throw new IllegalStateException("a row of an unknown election " + name);
    }
    return box;
  }

  void absorb(Change change) {
    switch (change) {
      case Change.ElectionPut put -> boxOf(put.election()).absorb(put);
      case Change.ElectionDropped dropped -> drop(dropped.election());
      case Change.DirectoryPut put -> require(put.election()).absorb(put);
      case Change.InodePut put -> require(put.election()).absorb(put);
      case Change.FilePut put -> require(put.election()); // files stay in the store
      case Change.WaitingPut put -> require(put.waiting().claim().election()).absorb(put);
      case Change.WaitingRemoved removed -> require(removed.election()).absorb(removed);
    }
  }

  private ElectionBox boxOf(Election election) {
    ElectionBox known = byName.get(election.name());
    if (known != null) {
      return known;
    }
    ElectionBox box = new ElectionBox(election);
    boxes.put(election.name(), box);
    byName.put(election.name(), box);
    return box;
  }

  private void drop(ElectionName name) {
    boxes.remove(name);
    byName.remove(name);
  }
}
