package org.ostraka.ballot;

/** What became of one file that was to be created. */
public sealed interface CreateResult {

  /** Open until it is closed or abandoned. */
  record Created(Reservation reservation) implements CreateResult {}

  /** Not created: nothing of it is held. */
  record Refused(Refusal reason) implements CreateResult {}
}
