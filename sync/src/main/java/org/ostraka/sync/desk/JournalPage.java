package org.ostraka.sync.desk;

import java.util.List;
import org.ostraka.sync.JournalRecord;

/**
 * A stretch of a repository's journal.
 *
 * @param records oldest first
 * @param position up to which the stretch is complete: ask for what comes after this next
 * @param last the position of the repository's last record when the answer was made
 * @param reset what the user may see has changed otherwise than by records, or they are no longer
 *     kept: the desk asks for the tree and compares it with what it knows
 */
public record JournalPage(List<JournalRecord> records, long position, long last, boolean reset) {

  /** Copies the list. */
  public JournalPage {
    records = List.copyOf(records);
  }

  /** Whether there is more to be asked for. */
  public boolean hasMore() {
    return position < last;
  }
}
