package org.ostraka.app.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.server.RollFile;
import org.ostraka.base.Fault;

/**
 * What is wrong with a roll, line by line, for the person who has to mend it. The ballot server has
 * refused it already and told the first line; this looks for the further ones, and decides nothing.
 */
final class RollProblems {

  /** So many lines are told. */
  static final int MOST = 100;

  /** A roll with more voters than this is told its first line only: memory has a limit. */
  private static final int MOST_VOTERS = 1_000_000;

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  private static final String COLUMN = RollFile.COLUMN;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Long> lines = new HashMap<>();
  private int columns;
  private int column;

  private RollProblems() {}

  /** The refusal of a roll, with all lines that are wrong, in place of one that tells the first. */
  static Fault told(Fault refusal, Path roll) {
    List<String> found = find(roll);
    return found.size() < 2
        ? refusal
        : new Fault(refusal.kind(), refusal.code(), String.join("\n", found), refusal);
  }

  private static List<String> find(Path roll) {
    RollProblems problems = new RollProblems();
    try (CSVParser parser =
        CSVParser.parse(Files.newBufferedReader(roll, StandardCharsets.UTF_8), FORMAT)) {
      for (CSVRecord record : parser) {
        if (!problems.takes(parser.getCurrentLineNumber(), record)) {
          break;
        }
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException _) {
      // Where the file is no CSV any more, the server's own words are the best there are.
      return problems.problems;
    }
    return problems.problems;
  }

  /** Looks at one line; returns whether to go on. */
  private boolean takes(long line, CSVRecord record) {
    if (columns == 0) {
      columns = record.size();
      column = record.stream().map(it -> it.replace(BYTE_ORDER_MARK, "")).toList().indexOf(COLUMN);
      return column >= 0;
    }
    @Nullable String problem = problemOrNull(line, record);
    if (problem != null) {
      problems.add("line %d: %s".formatted(line, problem));
    }
    if (problems.size() == MOST) {
      problems.add("… and perhaps more: %d lines are told".formatted(MOST));
    }
    return problems.size() < MOST && lines.size() < MOST_VOTERS;
  }

  /** It names no voter, as the server does not. */
  private @Nullable String problemOrNull(long line, CSVRecord record) {
    if (record.size() != columns) {
      return "%d fields where the first line names %d columns".formatted(record.size(), columns);
    }
    String voter = record.get(column);
    try {
      VoterId _ = VoterId.of(voter);
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
    @Nullable Long first = lines.putIfAbsent(voter, line);
    return first == null ? null : "the same voter as in line " + first;
  }
}
