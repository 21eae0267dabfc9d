package org.ostraka.ballot.server;

import java.io.Closeable;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * The records of a CSV file one after the other, each with the line it starts in. Fields are bytes:
 * the file is taken as ISO 8859-1, in which every byte is one character and commas, quotes and line
 * ends are where they are in UTF-8, so that broken UTF-8 is found in the very line.
 */
final class CsvLines implements Closeable {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final Bounded text;
  private int line;
  private @Nullable CSVRecord current;

  private CsvLines(Bounded text) throws IOException {
    this.text = text;
    this.parser = CSVFormat.RFC4180.parse(text);
    this.records = parser.iterator();
  }

  /**
   * Reads a file.
   *
   * @param maxBytes more are refused
   */
  static CsvLines read(InputStream in, long maxBytes) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(in, BYTE_ORDER_MARK.length);
    byte[] start = bytes.readNBytes(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(start, BYTE_ORDER_MARK)) {
      bytes.unread(start);
    }
    Reader latin = new InputStreamReader(bytes, StandardCharsets.ISO_8859_1);
    return new CsvLines(new Bounded(latin, maxBytes));
  }

  /**
   * Goes to the next record.
   *
   * @return false at the end of the file
   * @throws Fault INVALID_INPUT if the line is no CSV; TOO_LARGE if file or record is too long
   */
  boolean next() throws Fault, IOException {
    line = Math.toIntExact(parser.getCurrentLineNumber()) + 1;
    try {
      current = records.hasNext() ? records.next() : null;
    } catch (UncheckedIOException e) {
      throw explained(Objects.requireNonNull(e.getCause()));
    }
    text.recordEnds();
    return current != null;
  }

  private Fault explained(IOException failure) throws IOException {
    return switch (failure) {
      case TooLongException tooLong ->
          new Fault(
              FaultKind.TOO_LARGE,
              "csv-too-long",
              "line %d: %s".formatted(line, tooLong.getMessage()));
      // At the end of the file an open quote is an IOException of the plain kind.
      case CSVException _ -> broken();
      case IOException it when isOpenQuote(it) -> broken();
      case IOException it -> throw it;
    };
  }

  private static boolean isOpenQuote(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("EOF reached");
  }

  private Fault broken() {
    return new Fault(
        FaultKind.INVALID_INPUT,
        "csv-broken",
        "line %d: a quote is not closed, or text stands behind a closing one (RFC 4180)"
            .formatted(line));
  }

  /** The line in which the current record starts, from 1 on. */
  int line() {
    return line;
  }

  /** Number of fields of the current record. */
  int fields() {
    return record().size();
  }

  /** A field's bytes, from 0 on. */
  byte[] field(int at) {
    return text(at).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A field with one character for each byte. */
  String text(int at) {
    return record().get(at);
  }

  private CSVRecord record() {
    if (current == null) {
      throw new IllegalStateException("no record: next() was not called or gave false");
    }
    return current;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  /** More than the parser may hold in memory. */
  private static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLongException(String message) {
      super(message);
    }
  }

  /** Text of limited length, with records of limited length. */
  private static final class Bounded extends FilterReader {
    /** The parser reads ahead by less than this. */
    private static final int AHEAD = 16 * 1024;

    private static final int LONGEST_RECORD = 64 * 1024;

    private final long maxChars;
    private long all;
    private long record;

    Bounded(Reader text, long maxChars) {
      super(text);
      this.maxChars = maxChars;
    }

    void recordEnds() {
      record = 0;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(char[] to, int from, int length) throws IOException {
      int read = super.read(to, from, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int chars) throws IOException {
      all += chars;
      record += chars;
      if (all > maxChars) {
        throw new TooLongException("the file exceeds %,d bytes".formatted(maxChars));
      }
      if (record > LONGEST_RECORD + AHEAD) {
        throw new TooLongException("a record of over %,d bytes".formatted(LONGEST_RECORD));
      }
    }
  }
}
