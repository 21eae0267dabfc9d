package org.ostraka.app.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Fault;

/** Reads a file of ballots line by line. */
final class BatchReader implements AutoCloseable {
  private final CsvFile csv;
  private long record;

  private BatchReader(CsvFile csv) {
    this.csv = csv;
  }

  static BatchReader open(Path file) throws Fault {
    return new BatchReader(CsvFile.open(file));
  }

  /**
   * One line with its ballot.
   *
   * @param record counts ballots from 0
   * @param line where it ends in the file
   */
  record Entry(long record, long line, VoterId voter, Block block) {}

  /** The next ballot; null behind the last. */
  @Nullable Entry nextOrNull() throws Fault {
    return csv.hasNext() ? entry(csv.next()) : null;
  }

  private Entry entry(CsvFile.Line line) throws Fault {
    List<String> fields = line.fields();
    try {
      Block block = BallotFields.encode(fields.subList(1, fields.size()));
      return new Entry(record++, line.line(), VoterId.of(fields.getFirst()), block);
    } catch (IllegalArgumentException e) {
      throw csv.refused(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
