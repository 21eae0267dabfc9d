package org.ostraka.web;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.ostraka.base.Fault;

/** What an interface does in its own way where every interface does something. */
public interface Customs {

  /** What answers, as messages call it, such as {@code hub}. */
  String self();

  /** How much is taken at a time. */
  HttpsLimits limits();

  /** How long requests under way may take to end when the server stops. */
  default Duration grace() {
    return Duration.ofSeconds(20);
  }

  /** Whether browsers ask too, who are told with every answer how to guard themselves. */
  default boolean meetsBrowsers() {
    return false;
  }

  /**
   * Passes if this route can be answered now.
   *
   * @throws Fault UNAVAILABLE
   */
  default void requireReady(Route<?> route) throws Fault {}

  /** The fault for an exception, if it is known what that means; it is logged already. */
  default Optional<Fault> meaningOf(Exception failure) {
    return Optional.empty();
  }

  /** Where the nanoseconds go that each request of a route takes. */
  default LongConsumer timer(Route<?> route) {
    return _ -> {};
  }
}
