package org.ostraka.ballot.web;

import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.ostraka.base.Fault;

/** What a route answers with, status 200. */
sealed interface Answer {

  /** A value as a JSON object. */
  record Json(Object value) implements Answer {}

  /** Bytes, with headers of their own. */
  final class Binary implements Answer {
    private final byte[] body;
    private final Map<String, String> headers;

    /** The array is handed over. */
    Binary(byte[] body, Map<String, String> headers) {
      this.body = body;
      this.headers = Map.copyOf(headers);
    }

    Binary(byte[] body) {
      this(body, Map.of());
    }

    void sendWith(ServerResponse response) {
      headers.forEach(response::header);
      response.send(body);
    }
  }

  /** Text that is made at once. */
  record Text(String type, String body) implements Answer {}

  /**
   * A body of any length, written while it is made. When that fails, the connection breaks before
   * its end, so that nobody takes the part for the whole.
   */
  record Streamed(String type, Writer writer) implements Answer {}

  /** Writes a streamed body. */
  @FunctionalInterface
  interface Writer {
    void writeTo(OutputStream out) throws Fault, IOException;
  }
}
