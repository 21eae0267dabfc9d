package org.ostraka.sync.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.Change;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.Refusal;
import org.ostraka.sync.UserName;
import org.ostraka.sync.Verdict;
import org.ostraka.sync.account.Rights;

/**
 * Changes that somebody asks for at once, on their way through the committer, and what became of
 * them.
 */
final class Proposal {
  private final Author author;
  private final List<Change> changes;

  /** Why changes at these places in the list are not accepted, whatever the tree says. */
  private final Map<Integer, Refusal> barred;

  private final List<Verdict> verdicts = new ArrayList<>();

  /**
   * Who asks.
   *
   * @param rights as they were when the call came in
   */
  record Author(UserName user, DeskName desk, Rights rights) {}

  Proposal(Author author, List<Change> changes, Map<Integer, Refusal> barred) {
    this.author = author;
    this.changes = List.copyOf(changes);
    this.barred = Map.copyOf(barred);
  }

  Author author() {
    return author;
  }

  List<Change> changes() {
    return changes;
  }

  @Nullable Refusal barOrNull(int at) {
    return barred.get(at);
  }

  /** Called by the committer, once for each change in their order. */
  void decided(Verdict verdict) {
    verdicts.add(verdict);
  }

  /** One for each change, when the proposal is durable. */
  List<Verdict> verdicts() {
    return List.copyOf(verdicts);
  }

  long weight() {
    return changes.stream().mapToLong(Changes::weight).sum();
  }
}
