package org.ostraka.web;

import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalLong;
import org.ostraka.base.Fault;

/** What a route answers with, status 200. */
public sealed interface Answer {

  /** A value as a JSON object. */
  record Json(Object value) implements Answer {}

  /** Text that is made at once. */
  record Text(String type, String body) implements Answer {}

  /** Bytes, with headers of their own. */
  final class Binary implements Answer {
    private final byte[] body;
    private final Map<String, String> headers;

    /** The array is handed over. */
    public Binary(byte[] body, Map<String, String> headers) {
      this.body = body;
      this.headers = Map.copyOf(headers);
    }

    /** Bytes alone; the array is handed over. */
    public Binary(byte[] body) {
      this(body, Map.of());
    }

    /** The body, whose headers the response has then. */
    byte[] bodyFor(ServerResponse response) {
      headers.forEach(response::header);
      return body;
    }
  }

  /**
   * A body of any length, written while it is made. When that fails, the connection breaks before
   * its end, so that nobody takes the part for the whole.
   *
   * @param length in bytes, where it is known before: it then travels without being cut in pieces
   */
  record Streamed(String type, OptionalLong length, Writer writer) implements Answer {

    /** A body whose length is known when it is written. */
    public Streamed(String type, Writer writer) {
      this(type, OptionalLong.empty(), writer);
    }
  }

  /** An answer with a header of its own. */
  record WithHeader(Answer answer, String name, String value) implements Answer {}

  /** Nothing but that it was done. */
  static Answer done() {
    return new Json(Map.of());
  }

  /** Writes a streamed body. */
  @FunctionalInterface
  interface Writer {
    /** Writes all of it. */
    void writeTo(OutputStream out) throws Fault, IOException, InterruptedException;
  }
}
