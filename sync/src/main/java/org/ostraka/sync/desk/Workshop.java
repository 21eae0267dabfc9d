package org.ostraka.sync.desk;

import java.io.IOException;
import java.time.Duration;
import org.ostraka.base.Fault;

/** Where work is done that the session does not wait for. */
public interface Workshop {

  /** Work with an outcome. */
  @FunctionalInterface
  interface Job<T> {
    T run() throws IOException, Fault;
  }

  /** Does it soon, on some thread; it MUST NOT throw. */
  void run(Runnable work);

  /**
   * Begins to work something out.
   *
   * @return waits for the outcome, and throws what it threw
   */
  <T> Job<T> ahead(Job<T> job);

  /** Does it after this time. */
  void later(Duration delay, Runnable work);
}
