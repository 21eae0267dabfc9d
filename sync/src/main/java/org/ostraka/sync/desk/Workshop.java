package org.ostraka.sync.desk;

import java.time.Duration;

/** Where work is done that the session does not wait for. */
public interface Workshop {

  /** Does it soon, on some thread; it MUST NOT throw. */
  void run(Runnable work);

  /** Does it after this time. */
  void later(Duration delay, Runnable work);
}
