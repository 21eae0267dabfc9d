package org.ostraka.sync.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of journal positions, as ranges: {@code 1-40,43}. It changes; one thread owns it.
 *
 * <p><b>Invariant:</b> the ranges neither overlap nor touch.
 */
final class RecordSet {
  private final NavigableMap<Long, Long> ranges = new TreeMap<>();

  static RecordSet of(Collection<Long> positions) {
    RecordSet set = new RecordSet();
    positions.forEach(set::add);
    return set;
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static RecordSet parse(String text) {
    RecordSet set = new RecordSet();
    for (String range : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int dash = range.indexOf('-');
      long first = Long.parseLong(dash < 0 ? range : range.substring(0, dash));
      long last = dash < 0 ? first : Long.parseLong(range.substring(dash + 1));
      if (first < 1 || last < first) {
        throw new IllegalArgumentException("'" + text + "' is no set of journal positions");
      }
      set.add(first, last);
    }
    return set;
  }

  /** The ranges: from the first position of each to its last. */
  NavigableMap<Long, Long> ranges() {
    return Collections.unmodifiableNavigableMap(ranges);
  }

  void add(long position) {
    add(position, position);
  }

  void addAll(RecordSet other) {
    other.ranges.forEach(this::add);
  }

  private void add(long first, long last) {
    long from = first;
    long to = last;
    Map.@Nullable Entry<Long, Long> near = ranges.floorEntry(to + 1);
    while (near != null && near.getValue() >= from - 1) {
      from = Math.min(from, near.getKey());
      to = Math.max(to, near.getValue());
      ranges.remove(near.getKey());
      near = ranges.floorEntry(to + 1);
    }
    ranges.put(from, to);
  }

  boolean contains(long position) {
    Map.@Nullable Entry<Long, Long> range = ranges.floorEntry(position);
    return range != null && range.getValue() >= position;
  }

  /** The last position before the first that is missing; 0 if 1 is missing. */
  long prefix() {
    @Nullable Long last = ranges.get(1L);
    return last == null ? 0 : last;
  }

  /** The smallest position; 0 of the empty set. */
  long first() {
    return ranges.isEmpty() ? 0 : ranges.firstKey();
  }

  /** The largest position; 0 of the empty set. */
  long last() {
    return ranges.isEmpty() ? 0 : ranges.lastEntry().getValue();
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  RecordSet copy() {
    RecordSet copy = new RecordSet();
    copy.ranges.putAll(ranges);
    return copy;
  }

  @Override
  public String toString() {
    List<String> text = new ArrayList<>();
    ranges.forEach((first, last) -> text.add(first.equals(last) ? "" + first : first + "-" + last));
    return String.join(",", text);
  }
}
