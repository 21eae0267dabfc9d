package org.ostraka.ballot;

import java.util.Locale;

/** The three states of a ballot file, and the three tables of a server. */
public enum FileState {
  /** Recorded on one server, not decided yet. */
  PENDING,
  /** Durable on a majority and counted. */
  VALID,
  /** Decided against, kept for the record, never counted. */
  INVALID;

  /** The word in JSON, in {@code user.ostraka.state} and on screens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
