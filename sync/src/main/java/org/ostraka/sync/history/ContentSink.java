package org.ostraka.sync.history;

import java.io.IOException;
import java.io.OutputStream;
import org.ostraka.base.Fault;
import org.ostraka.sync.Content;

/** Where the bytes of one file go to be cut into chunks and kept by the hub. */
public interface ContentSink extends AutoCloseable {

  /** Takes the file's bytes from the beginning to the end. */
  OutputStream out();

  /**
   * Says that all bytes were written.
   *
   * @return their chunks, each durable after {@link HistorySource#settle} until a change names it
   */
  Content finish() throws IOException, Fault;

  /** Ends the sink; what was not finished is given up. */
  @Override
  void close() throws IOException;
}
