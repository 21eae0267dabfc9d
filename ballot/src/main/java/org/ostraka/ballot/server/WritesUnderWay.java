package org.ostraka.ballot.server;

import java.util.HashMap;
import java.util.Map;
import org.ostraka.ballot.ElectionName;

/**
 * Counts the callers who are recording files, by election. Each begins before it looks whether the
 * election is open and ends when its files are pending, so that whoever has seen the election close
 * here, and then nobody under way, knows that every recorded file is in the pending table.
 */
final class WritesUnderWay {
  private final Map<ElectionName, Integer> callers = new HashMap<>();

  synchronized void begin(ElectionName election) {
    callers.merge(election, 1, Integer::sum);
  }

  synchronized void end(ElectionName election) {
    callers.computeIfPresent(election, (name, count) -> count == 1 ? null : count - 1);
  }

  synchronized int count(ElectionName election) {
    return callers.getOrDefault(election, 0);
  }
}
