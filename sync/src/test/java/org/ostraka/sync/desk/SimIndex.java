package org.ostraka.sync.desk;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ostraka.sim.Simulation;
import org.ostraka.sync.NodeId;

/** An index in memory that may lose its last commits when the power fails. */
final class SimIndex implements Index {
  private static final int KEPT = 4;

  private final Simulation simulation;
  private final long stamp;
  private final Deque<State> states = new ArrayDeque<>();

  /** All that was committed at some time. */
  private record State(Map<NodeId, Row> rows, Mark mark) {}

  SimIndex(Simulation simulation) {
    this.simulation = simulation;
    stamp = simulation.random().nextLong();
    states.add(new State(Map.of(), new Mark(0, "")));
  }

  /** The power fails. */
  void crash() {
    int lost = simulation.random().nextInt(states.size());
    for (int i = 0; i < lost; i++) {
      states.removeLast();
    }
  }

  @Override
  public Mark mark() {
    return states.getLast().mark;
  }

  @Override
  public long stamp() {
    return stamp;
  }

  @Override
  public List<Row> rows() {
    return List.copyOf(states.getLast().rows.values());
  }

  @Override
  public void commit(Collection<Row> rows, Mark mark) {
    Map<NodeId, Row> all = new LinkedHashMap<>(states.getLast().rows);
    for (Row row : rows) {
      if (row.isEmpty()) {
        all.remove(row.id());
      } else {
        all.put(row.id(), row);
      }
    }
    states.addLast(new State(all, mark));
    if (states.size() > KEPT) {
      states.removeFirst();
    }
  }

  @Override
  public void close() {}
}
