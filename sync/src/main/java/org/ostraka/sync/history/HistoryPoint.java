package org.ostraka.sync.history;

import java.time.Instant;

/** A moment in a history. */
public sealed interface HistoryPoint {

  /** After the revision of this number. */
  record Revision(long number) implements HistoryPoint {}

  /** After the last revision that is not younger. */
  record Time(Instant instant) implements HistoryPoint {}
}
