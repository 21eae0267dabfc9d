package org.ostraka.sync;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What can be done now. After it another plan may follow; none follows when the trees are equal.
 *
 * @param steps folders before what they hold; a later step may need an earlier one
 */
public record Plan(List<Step> steps) {

  /** Copies the list. */
  public Plan {
    steps = List.copyOf(steps);
  }

  /**
   * The next steps towards equal trees; an empty plan means that they are equal.
   *
   * @param position the journal record after which the remote tree stands so
   * @param copies names for what gives way to the hub's
   */
  public static Plan reconcile(ThreeTrees trees, long position, CopyNames copies) {
    return reconcile(trees, trees.unsettled(), position, copies);
  }

  /**
   * As {@link #reconcile(ThreeTrees, long, CopyNames)}, with no step for some nodes.
   *
   * @param busy those for which something is being done already, after which a plan is made again;
   *     an empty plan does not mean that the trees are equal while there are any
   */
  public static Plan reconcile(
      ThreeTrees trees, long position, CopyNames copies, Predicate<NodeId> busy) {
    return new Reconciliation(trees, trees.unsettled(), position, copies).plan(busy);
  }

  /** The same for these nodes alone. */
  static Plan reconcile(
      ThreeTrees trees, Collection<NodeId> unsettled, long position, CopyNames copies) {
    return new Reconciliation(trees, unsettled, position, copies).plan(_ -> false);
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** The steps of one kind, in order. */
  public <S extends Step> Stream<S> steps(Class<S> kind) {
    return steps.stream().filter(kind::isInstance).map(kind::cast);
  }
}
