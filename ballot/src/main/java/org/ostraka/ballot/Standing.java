package org.ostraka.ballot;

/** Where a claim stands in the replicated log. */
public sealed interface Standing {

  /** The log does not hold it, or has not reached this server yet. */
  record Unknown() implements Standing {}

  /** In the log, in its settling window. */
  record Waiting() implements Standing {}

  /**
   * Decided for it: durable on a majority.
   *
   * @param index the log entry at which it was decided
   */
  record Valid(LogIndex index) implements Standing {}

  /** Decided against it. */
  record Invalid(Refusal reason) implements Standing {}
}
