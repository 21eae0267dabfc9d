package org.ostraka.sync.desk;

import java.util.List;
import java.util.OptionalLong;
import org.ostraka.sync.JournalRecord;

/**
 * A stretch of a repository's journal as one user sees it. It is taken in as a whole.
 *
 * <p>Who may read the whole repository gets the journal's own records. Who may not gets what the
 * present shows: first a removal of each node touched since, then creations of those that may be
 * seen, folders first, with the nodes' own versions; a creation of a node that the desk has is that
 * node's present state.
 *
 * @param records in the order in which they are taken in
 * @param position up to which the stretch is complete: ask for what comes after this next
 * @param last the position of the repository's last record when the answer was made
 * @param view to be handed in when asking for the next page; at most 200 characters
 * @param anew whether the records are creations of all that may be seen: what the desk knew of the
 *     hub is replaced by them
 * @param fork where the hub was brought back from a copy that is older than what the desk knew of
 *     it: the last record that both have
 */
public record JournalPage(
    List<JournalRecord> records,
    long position,
    long last,
    String view,
    boolean anew,
    OptionalLong fork) {

  /** Copies the list. */
  public JournalPage {
    records = List.copyOf(records);
  }

  /** Whether a view is one of a whole repository. */
  static boolean isWhole(String view) {
    return view.indexOf('.') < 0;
  }

  /** Whether there is more to be asked for. */
  public boolean hasMore() {
    return position < last;
  }
}
