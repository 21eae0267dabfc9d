package org.ostraka.app.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.ostraka.ballot.Refusal;

/** What became of the ballots of a batch, so far. */
public final class BatchReport {
  private final LongAdder recorded = new LongAdder();
  private final LongAdder already = new LongAdder();

  // Guarded by this: by line, why its ballot was refused.
  private final Map<Long, Refusal> refused = new TreeMap<>();

  void addRecorded() {
    recorded.increment();
  }

  void addAlready() {
    already.increment();
  }

  synchronized void addRefused(long line, Refusal reason) {
    refused.put(line, reason);
  }

  /** Ballots that a server recorded in this run. */
  public long recorded() {
    return recorded.sum();
  }

  /** Ballots that were there from an earlier run, or an earlier try of this one. */
  public long already() {
    return already.sum();
  }

  /** Refused ballots by their line. */
  public synchronized Map<Long, Refusal> refused() {
    return new TreeMap<>(refused);
  }

  /** How many were refused for each reason, as {@code 3 voter-unregistered}. */
  public synchronized List<String> reasons() {
    Map<Refusal, Long> counts = new TreeMap<>();
    refused.values().forEach(reason -> counts.merge(reason, 1L, Long::sum));
    List<String> lines = new ArrayList<>();
    counts.forEach((reason, count) -> lines.add("%d %s".formatted(count, reason.code())));
    return lines;
  }

  /** Ballots of which something became, either way. */
  public synchronized long settled() {
    return recorded() + already() + refused.size();
  }
}
