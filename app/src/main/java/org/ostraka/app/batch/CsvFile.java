package org.ostraka.app.batch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.ostraka.base.DiskFaults;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * A CSV file (RFC 4180, UTF-8) whose first column is {@code voter_id}; the first line names the
 * columns, and every other has as many fields.
 */
public final class CsvFile implements AutoCloseable {
  private static final String FIRST_COLUMN = "voter_id";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setTrailingData(false).get();

  private final Path file;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final int columns;

  private CsvFile(Path file, CSVParser parser) throws Fault {
    this.file = file;
    this.parser = parser;
    this.records = parser.iterator();
    this.columns = columns();
  }

  /**
   * Opens the file and reads its first line.
   *
   * @throws Fault with file and line, when it is not as described
   */
  public static CsvFile open(Path file) throws Fault {
    try {
      // A decoder that refuses broken UTF-8, where the readers of Files would too but without ours.
      InputStreamReader reader =
          new InputStreamReader(
              new BufferedInputStream(Files.newInputStream(file), 1 << 16),
              StandardCharsets.UTF_8.newDecoder());
      return new CsvFile(file, CSVParser.parse(reader, FORMAT));
    } catch (IOException e) {
      throw DiskFaults.of(e, file);
    }
  }

  private int columns() throws Fault {
    CSVRecord header = nextRecord();
    String first = header.get(0).strip();
    String name = first.startsWith(BYTE_ORDER_MARK) ? first.substring(1) : first;
    if (!name.equals(FIRST_COLUMN)) {
      throw refused("the first line must name the columns, beginning with voter_id");
    }
    return header.size();
  }

  /** Whether another line follows. */
  public boolean hasNext() throws Fault {
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      throw malformed(e);
    }
  }

  /**
   * One line.
   *
   * @param line where it ends in the file
   * @param fields at least the voter's id
   */
  public record Line(long line, List<String> fields) {}

  /** The next line with its fields. */
  public Line next() throws Fault {
    CSVRecord read = nextRecord();
    if (read.size() != columns) {
      throw refused("%d fields where the first line has %d".formatted(read.size(), columns));
    }
    return new Line(parser.getCurrentLineNumber(), read.toList());
  }

  private CSVRecord nextRecord() throws Fault {
    if (!hasNext()) {
      throw refused("the file is empty: the first line names the columns, beginning with voter_id");
    }
    return records.next();
  }

  private Fault malformed(UncheckedIOException e) {
    boolean encoding = e.getCause() instanceof CharacterCodingException;
    return refused(
        encoding
            ? "not UTF-8 in or soon after this line"
            : "not CSV by RFC 4180: check the quotes");
  }

  /** A fault that names the file and the line just read. */
  Fault refused(String rule) {
    return new Fault(
        FaultKind.INVALID_INPUT,
        "broken-line",
        "%s:%d: %s".formatted(file, Math.max(1, parser.getCurrentLineNumber()), rule));
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
