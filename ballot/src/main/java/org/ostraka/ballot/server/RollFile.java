package org.ostraka.ballot.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * A voter roll as a CSV file (RFC 4180, UTF-8, with or without byte order mark): the first line
 * names the columns, one of them {@value #COLUMN}; further columns are passed over and never
 * stored.
 */
public final class RollFile {

  /** The column that is read. */
  public static final String COLUMN = "voter_id";

  /** Longest roll, in bytes. */
  public static final long MAX_BYTES = 256L << 20;

  /** Most voters of one roll. */
  public static final int MAX_VOTERS = 5_000_000;

  private final CsvLines lines;
  private final List<VoterId> voters = new ArrayList<>();

  /** The line of each voter. */
  private int[] lineNumbers = new int[1024];

  private RollFile(CsvLines lines) {
    this.lines = lines;
  }

  /**
   * Reads the whole roll, or nothing of it.
   *
   * @return the voters in the order of the file, which is that of their inodes
   * @throws Fault INVALID_INPUT with the line and the rule that it breaks; it names no voter
   */
  public static List<VoterId> read(InputStream in) throws Fault, IOException {
    List<VoterId> voters = readAttendance(in);
    if (voters.isEmpty()) {
      throw broken(2, "no voter stands below the column names");
    }
    return voters;
  }

  /** Reads a file of the same form that may name nobody: who voted. */
  public static List<VoterId> readAttendance(InputStream in) throws Fault, IOException {
    try (CsvLines lines = CsvLines.read(in, MAX_BYTES)) {
      return new RollFile(lines).voters();
    }
  }

  private List<VoterId> voters() throws Fault, IOException {
    int columns = lines.next() ? lines.fields() : 0;
    int column = requireColumn(columns);
    while (lines.next()) {
      requireColumns(columns);
      add(lines.field(column));
    }
    requireDistinct();
    return voters;
  }

  private int requireColumn(int columns) throws Fault {
    List<String> names = new ArrayList<>();
    for (int at = 0; at < columns; at++) {
      names.add(lines.text(at));
    }
    int column = names.indexOf(COLUMN);
    if (column < 0) {
      throw broken(1, "the first line must name a column " + COLUMN);
    }
    if (column != names.lastIndexOf(COLUMN)) {
      throw broken(1, "the first line names the column " + COLUMN + " twice");
    }
    return column;
  }

  private void requireColumns(int columns) throws Fault {
    if (lines.fields() != columns) {
      throw broken(
          lines.line(),
          "%d fields where the first line names %d columns".formatted(lines.fields(), columns));
    }
  }

  private void add(byte[] voter) throws Fault {
    if (voters.size() == MAX_VOTERS) {
      throw broken(lines.line(), "more than %,d voters".formatted(MAX_VOTERS));
    }
    try {
      voters.add(VoterId.fromUtf8(voter));
    } catch (IllegalArgumentException e) {
      throw broken(lines.line(), String.valueOf(e.getMessage()));
    }
    if (voters.size() > lineNumbers.length) {
      lineNumbers = Arrays.copyOf(lineNumbers, lineNumbers.length * 2);
    }
    lineNumbers[voters.size() - 1] = lines.line();
  }

  /** Sorting a copy takes far less memory than a hash table of millions. */
  private void requireDistinct() throws Fault {
    VoterId[] sorted = voters.toArray(VoterId[]::new);
    Arrays.parallelSort(sorted);
    Set<VoterId> repeated = new HashSet<>();
    for (int at = 1; at < sorted.length; at++) {
      if (sorted[at].equals(sorted[at - 1])) {
        repeated.add(sorted[at]);
      }
    }
    if (!repeated.isEmpty()) {
      throw repetition(repeated);
    }
  }

  private Fault repetition(Set<VoterId> repeated) {
    Map<VoterId, Integer> firstLines = new HashMap<>();
    for (int at = 0; at < voters.size(); at++) {
      VoterId voter = voters.get(at);
      Integer first =
          repeated.contains(voter) ? firstLines.putIfAbsent(voter, lineNumbers[at]) : null;
      if (first != null) {
        return broken(lineNumbers[at], "the same voter as in line " + first);
      }
    }
    throw new IllegalStateException("a repeated voter stands in two lines");
  }

  private static Fault broken(int line, String rule) {
    return new Fault(FaultKind.INVALID_INPUT, "roll-invalid", "line %d: %s".formatted(line, rule));
  }
}
