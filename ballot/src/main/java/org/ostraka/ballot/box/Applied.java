package org.ostraka.ballot.box;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.Refusal;

/**
 * All that applying one entry means: rows to store in one atomic batch, and claims decided.
 *
 * @param refusal why an administrative entry had no effect; null when it had
 */
public record Applied(
    @Nullable Refusal refusal, List<Change> changes, List<Settlement> settlements) {

  /** Copies the lists. */
  public Applied {
    changes = List.copyOf(changes);
    settlements = List.copyOf(settlements);
  }
}
