package org.ostraka.sync.hub;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the checking of a repository is, and what it has found.
 *
 * @param state whether it goes on, has come to its end, or was ended before
 * @param step what is checked, or was last
 * @param done of the step's parts
 * @param total how many parts the step has
 * @param startedMillis since 1970 UTC
 * @param endedMillis likewise; 0 while it goes on
 * @param findings the first of what is wrong
 * @param found how much is wrong in all
 */
public record CheckupReport(
    State state,
    Step step,
    long done,
    long total,
    long startedMillis,
    long endedMillis,
    List<Finding> findings,
    long found) {

  /** The findings that are kept. */
  public static final int MOST_FINDINGS = 100;

  /** Copies the findings. */
  public CheckupReport {
    findings = List.copyOf(findings);
  }

  /** One that begins now. */
  static CheckupReport begun(long nowMillis) {
    return new CheckupReport(State.RUNNING, Step.JOURNAL, 0, 1, nowMillis, 0, List.of(), 0);
  }

  /** The same, so far on. */
  CheckupReport at(Step now, long part, long parts) {
    return new CheckupReport(state, now, part, parts, startedMillis, endedMillis, findings, found);
  }

  /** The same, at its end. */
  CheckupReport ended(State end, long nowMillis) {
    return new CheckupReport(end, step, done, total, startedMillis, nowMillis, findings, found);
  }

  /** The same, with one more that is wrong. */
  CheckupReport with(Finding finding) {
    List<Finding> more = new ArrayList<>(findings);
    if (more.size() < MOST_FINDINGS) {
      more.add(finding);
    }
    return new CheckupReport(state, step, done, total, startedMillis, endedMillis, more, found + 1);
  }

  /** Whether a check goes on. */
  public enum State {
    RUNNING,
    DONE,
    STOPPED
  }

  /** What is checked, in this order. */
  public enum Step {
    JOURNAL,
    CHUNKS,
    HISTORY
  }

  /** What can be wrong. */
  public enum Kind {
    JOURNAL,
    CHUNK_MISSING,
    CHUNK_DAMAGED,
    HISTORY,
    FAILED
  }

  /** One thing that is wrong. */
  public record Finding(Kind kind, String detail) {}
}
