package org.ostraka.sync;

/** What the hub says to a change. */
public sealed interface Verdict {

  /**
   * It is in the journal.
   *
   * @param seq its position there, the same however often the change is sent
   */
  record Accepted(long seq) implements Verdict {}

  /** It is not, and nothing changed. */
  record Refused(Refusal reason) implements Verdict {}

  /** A refusal. */
  static Verdict refused(Refusal reason) {
    return new Refused(reason);
  }
}
