package org.ostraka.sync.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.ostraka.base.Fault;

/** What a route answers with, status 200. */
sealed interface Answer {

  /** A value as a JSON object. */
  record Json(Object value) implements Answer {}

  /** With a header of its own. */
  record WithHeader(Answer answer, String name, String value) implements Answer {}

  /** Nothing but that it was done. */
  static Answer done() {
    return new Json(Map.of());
  }

  /**
   * A body of any length, written while it is made. When that fails, the connection breaks before
   * its end, so that nobody takes the part for the whole.
   */
  record Streamed(String type, Writer writer) implements Answer {}

  /** Writes a streamed body. */
  @FunctionalInterface
  interface Writer {
    void writeTo(OutputStream out) throws Fault, IOException, InterruptedException;
  }
}
