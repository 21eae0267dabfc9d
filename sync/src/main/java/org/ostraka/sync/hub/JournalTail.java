package org.ostraka.sync.hub;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.JournalRecord;

/** The newest records in memory: desks that are up to date ask for nothing else. */
final class JournalTail {
  private static final int MOST_RECORDS = 4_096;
  private static final int MOST_WEIGHT = 200_000;

  private final Deque<JournalRecord> records = new ArrayDeque<>();
  private long weight;

  /** Adds what follows what is here. */
  synchronized void add(List<JournalRecord> committed) {
    for (JournalRecord record : committed) {
      records.addLast(record);
      weight += Changes.weight(record.change());
      while (records.size() > MOST_RECORDS || weight > MOST_WEIGHT) {
        weight -= Changes.weight(records.removeFirst().change());
      }
    }
  }

  /** The records after a position, if all of them are here; else null. */
  synchronized @Nullable List<JournalRecord> afterOrNull(long seq, int limit) {
    @Nullable JournalRecord first = records.peekFirst();
    if (first == null || first.seq() > seq + 1) {
      return null;
    }
    List<JournalRecord> found = new ArrayList<>();
    for (var back = records.descendingIterator(); back.hasNext(); ) {
      JournalRecord record = back.next();
      if (record.seq() <= seq) {
        break;
      }
      found.add(record);
    }
    List<JournalRecord> rising = found.reversed();
    return List.copyOf(rising.subList(0, Math.min(limit, rising.size())));
  }
}
