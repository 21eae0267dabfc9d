package org.ostraka.sync.hub;

import java.util.List;
import java.util.OptionalLong;
import org.ostraka.sync.JournalRecord;

/**
 * A stretch of a repository's journal as one user may see it.
 *
 * @param records what to take in, in this order
 * @param position up to which the stretch is complete
 * @param last the position of the repository's last record
 * @param view names what the user may see: to be given back with the next question
 * @param anew whether the records are all there is to see, and replace what was known before
 * @param fork where the hub was brought back from a copy that is older than what was known: the
 *     last record that both have; then anew
 */
public record Page(
    List<JournalRecord> records,
    long position,
    long last,
    String view,
    boolean anew,
    OptionalLong fork) {

  /** The most characters of a view. */
  public static final int LONGEST_VIEW = 200;

  /** Copies the list. */
  public Page {
    records = List.copyOf(records);
  }
}
