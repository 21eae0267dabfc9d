package org.ostraka.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection for large requests and answers, one after the other (RFC 9112): content goes from
 * the network into the caller's memory and back without resting anywhere in between.
 */
final class BulkConnection implements Closeable {
  private static final int LONGEST_HEAD = 16 << 10;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([2-5][0-9]{2})( .*)?");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
  private static final Pattern PIECE = Pattern.compile("([0-9a-fA-F]{1,8})[ \\t]*(;.*)?");

  private final WideSocket socket;
  private final OutputStream out;

  BulkConnection(WideSocket socket) {
    this.socket = socket;
    this.out = new Out(socket);
  }

  /** How a body is written. */
  @FunctionalInterface
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * An answer, of which the head was read.
   *
   * @param last whether no request may follow on this connection
   */
  record Answer(int status, InputStream body, boolean last) {}

  /**
   * Sends a request and reads the head of its answer.
   *
   * @param head with its last, empty line
   */
  Answer exchange(String head, Body body) throws IOException {
    out.write(head.getBytes(ISO_8859_1));
    body.writeTo(out);
    socket.flush();
    Lines lines = new Lines();
    Matcher status = STATUS.matcher(lines.next());
    if (!status.matches()) {
      throw new IOException("what answers speaks no HTTP/1.1");
    }
    Fields fields = new Fields();
    for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
      fields.take(line);
    }
    return new Answer(Integer.parseInt(status.group(1)), body(fields), fields.last);
  }

  private InputStream body(Fields fields) throws IOException {
    if (fields.inPieces) {
      return new InPieces();
    }
    if (fields.length < 0) {
      throw new IOException("an answer does not tell its length");
    }
    return new OfLength(fields.length);
  }

  /** Lines of a head, which together have an end. */
  private final class Lines {
    private int left = LONGEST_HEAD;

    String next() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      byte[] one = new byte[1];
      while (left-- > 0) {
        if (socket.read(one, 0, 1) < 0) {
          throw new EOFException("the connection ended where an answer should be");
        }
        if (one[0] == '\n') {
          return line.toString(ISO_8859_1).strip();
        }
        line.write(one[0]);
      }
      throw new IOException("an answer's head is too long");
    }
  }

  /** What the fields of a head say of the body. */
  private static final class Fields {
    private long length = -1;
    private boolean inPieces;
    private boolean last;

    void take(String line) throws IOException {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("an answer's head is damaged");
      }
      String value = line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
      switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "content-length" -> {
          if (!LENGTH.matcher(value).matches()) {
            throw new IOException("an answer's length is damaged");
          }
          length = Long.parseLong(value);
        }
        case "transfer-encoding" -> {
          if (!value.equals("chunked")) {
            throw new IOException("an answer comes in a way that nobody asked for");
          }
          inPieces = true;
        }
        case "connection" -> last = value.equals("close");
        default -> {
          // The others say nothing of the body.
        }
      }
    }
  }

  /** Goes to the socket at once; to close it means nothing. */
  private static final class Out extends OutputStream {
    private final WideSocket socket;

    Out(WideSocket socket) {
      this.socket = socket;
    }

    @Override
    public void write(int one) throws IOException {
      socket.write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      socket.write(from, offset, length);
    }
  }

  /** A stream that has its bytes from the socket. */
  private abstract static class In extends InputStream {

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] to, int offset, int length) throws IOException;
  }

  /** A body whose length was told. */
  private final class OfLength extends In {
    private long left;

    OfLength(long length) {
      this.left = length;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      if (length == 0) {
        return 0;
      }
      int count = socket.read(to, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("the connection ended before the answer");
      }
      left -= count;
      return count;
    }
  }

  /** A body in pieces, each with its length before it, the last one with none. */
  private final class InPieces extends In {
    private InputStream piece = nullInputStream();
    private boolean begun;
    private boolean over;

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (over || length == 0) {
        return over ? -1 : 0;
      }
      int count = piece.read(to, offset, length);
      while (count < 0 && !over) {
        begin();
        count = over ? -1 : piece.read(to, offset, length);
      }
      return count;
    }

    private void begin() throws IOException {
      Lines lines = new Lines();
      if (begun && !lines.next().isEmpty()) {
        throw new IOException("an answer's pieces are damaged");
      }
      begun = true;
      Matcher size = PIECE.matcher(lines.next());
      if (!size.matches()) {
        throw new IOException("an answer's pieces are damaged");
      }
      long bytes = Long.parseLong(size.group(1), 16);
      piece = new OfLength(bytes);
      if (bytes == 0) {
        over = true;
        while (!lines.next().isEmpty()) {
          // Fields after a body are nobody's concern here.
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
