package org.ostraka.sync.desk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What synchronisation means for one file, after "Mysteries of Dropbox" (Hughes, Pierce, Arts,
 * Norell, 2016): a global value, and at each desk a local value that is fresh or not (whether it
 * came after the global one) and clean or not (whether the hub has it). Nobody sees when a desk
 * sends and receives; so the model keeps every state that is possible after what was seen, and
 * judges that something was wrong when none is left.
 *
 * <p>Value 0 stands for no file. A removal never makes a conflict; an edit wins over it.
 */
final class OneFileModel {
  private final int desks;
  private Set<State> possible = new HashSet<>();

  /** One desk's side. */
  private record Local(int value, boolean fresh, boolean clean) {}

  /** A state that may be. */
  private record State(int global, List<Local> locals, Set<Integer> conflicts) {
    State with(int desk, Local local) {
      List<Local> changed = new ArrayList<>(locals);
      changed.set(desk, local);
      return new State(global, changed, conflicts);
    }
  }

  OneFileModel(int desks) {
    this.desks = desks;
    List<Local> locals = new ArrayList<>();
    for (int i = 0; i < desks; i++) {
      locals.add(new Local(0, true, true));
    }
    possible.add(new State(0, locals, Set.of()));
  }

  void wrote(int desk, int value) {
    Set<State> next = new HashSet<>();
    for (State state : closed()) {
      Local local = state.locals.get(desk);
      next.add(state.with(desk, new Local(value, local.fresh, false)));
    }
    possible = next;
  }

  /**
   * The power failed at a desk: it may have forgotten that what it has not sent yet was written
   * over the newest. Nothing is lost by that; at most there is a conflict.
   */
  void lostPower(int desk) {
    Set<State> next = new HashSet<>(closed());
    for (State state : List.copyOf(next)) {
      Local local = state.locals.get(desk);
      if (!local.clean) {
        next.add(state.with(desk, new Local(local.value, false, false)));
      }
    }
    possible = next;
  }

  /**
   * A desk's process was killed: whether the hub had accepted the file that was removed since may
   * never have been heard. Then the removal is undone; nothing is lost by that.
   */
  void killed(int desk) {
    Set<State> next = new HashSet<>(closed());
    for (State state : List.copyOf(next)) {
      Local local = state.locals.get(desk);
      if (!local.clean && local.value == 0) {
        next.add(state.with(desk, new Local(0, false, false)));
      }
    }
    possible = next;
  }

  /** Whether a person may have read this value. */
  boolean read(int desk, int value) {
    return keep(state -> state.locals.get(desk).value == value);
  }

  /** Whether all desks may have come to rest with this value and these conflict copies. */
  boolean cameToRest(int value, Set<Integer> copies) {
    return keep(state ->
        state.global == value
            && state.conflicts.equals(copies)
            && state.locals.stream().allMatch(it -> it.fresh && it.clean));
  }

  private boolean keep(Predicate<State> seen) {
    Set<State> next = new HashSet<>();
    closed().stream().filter(seen).forEach(next::add);
    boolean explained = !next.isEmpty();
    if (explained) {
      possible = next;
    }
    return explained;
  }

  /** Every state that sending and receiving unseen may lead to. */
  private Set<State> closed() {
    Set<State> all = new HashSet<>(possible);
    Deque<State> waiting = new ArrayDeque<>(possible);
    while (!waiting.isEmpty()) {
      State state = waiting.pop();
      for (int desk = 0; desk < desks; desk++) {
        for (State next : List.of(sent(state, desk), received(state, desk))) {
          if (all.add(next)) {
            waiting.push(next);
          }
        }
      }
    }
    return all;
  }

  private State sent(State state, int desk) {
    Local local = state.locals.get(desk);
    if (local.clean) {
      return state;
    }
    if (local.fresh || (state.global == 0 && local.value != 0)) {
      return published(state, desk, local.value);
    }
    if (local.value == 0 || local.value == state.global) {
      return state.with(desk, new Local(local.value, local.value == state.global, true));
    }
    Set<Integer> conflicts = new TreeSet<>(state.conflicts);
    conflicts.add(local.value);
    // The hub's value takes the name when it has arrived; until then nothing has it.
    State apart = state.with(desk, new Local(0, false, true));
    return new State(apart.global, apart.locals, conflicts);
  }

  private State published(State state, int desk, int value) {
    List<Local> locals = new ArrayList<>();
    for (Local other : state.locals) {
      locals.add(new Local(other.value, false, other.clean));
    }
    locals.set(desk, new Local(value, true, true));
    return new State(value, locals, state.conflicts);
  }

  private static State received(State state, int desk) {
    Local local = state.locals.get(desk);
    return local.clean && !local.fresh
        ? state.with(desk, new Local(state.global, true, true))
        : state;
  }
}
