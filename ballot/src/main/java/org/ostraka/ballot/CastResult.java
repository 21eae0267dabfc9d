package org.ostraka.ballot;

/** What became of one ballot of a batch. */
public sealed interface CastResult {

  /** Durable on this server, and pending. */
  record Recorded(Receipt receipt) implements CastResult {}

  /** Not recorded: nothing of it is held. */
  record Refused(Refusal reason) implements CastResult {}
}
