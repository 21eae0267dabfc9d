package org.ostraka.sync.account;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * How often somebody may try a password: after some failures in a row for one user's name, or from
 * one address, each further try must wait longer. Names that do not exist count alike, so that
 * nobody learns which do.
 */
public final class LoginThrottle {
  private static final int FREE_TRIES_OF_AN_ADDRESS = 30;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
  private static final int MOST_REMEMBERED = 50_000;

  private final InstantSource clock;
  private final LongSupplier freeTriesOfName;
  private final Map<String, Failures> failures = new LinkedHashMap<>();

  /**
   * Tries that failed, one after the other.
   *
   * @param untilMillis before this no other is looked at
   */
  private record Failures(int count, long untilMillis) {}

  /** Remembers no failure yet. */
  public LoginThrottle(InstantSource clock) {
    this(clock, Settings.STANDARD::loginTries);
  }

  /** As many may fail for one name as this says at that time. */
  LoginThrottle(InstantSource clock, LongSupplier freeTriesOfName) {
    this.clock = clock;
    this.freeTriesOfName = freeTriesOfName;
  }

  /**
   * Before the password is looked at. The try counts as failed until {@link #succeeded}, so that
   * many at the same time are no way around.
   *
   * @throws Fault BUSY if there were too many
   */
  public synchronized void enter(String name, String address) throws Fault {
    requireFree(key(name, false));
    requireFree(key(address, true));
    fail(key(name, false), (int) freeTriesOfName.getAsLong());
    fail(key(address, true), FREE_TRIES_OF_AN_ADDRESS);
  }

  private static String key(String text, boolean address) {
    return (address ? "address " : "name ") + text;
  }

  private void requireFree(String key) throws Fault {
    @Nullable Failures before = failures.get(key);
    if (before != null && clock.millis() < before.untilMillis) {
      long seconds = (before.untilMillis - clock.millis() + 999) / 1000;
      throw new Fault(
          FaultKind.BUSY,
          "too-many-attempts",
          "too many failed attempts: try again in %d s".formatted(seconds));
    }
  }

  private void fail(String key, int free) {
    @Nullable Failures before = failures.remove(key);
    int count = before == null ? 1 : before.count + 1;
    failures.put(key, new Failures(count, clock.millis() + waitMillis(count - free)));
    if (failures.size() > MOST_REMEMBERED) {
      failures.remove(failures.keySet().iterator().next());
    }
  }

  private static long waitMillis(int beyond) {
    return beyond < 0
        ? 0
        : Math.min(FIRST_WAIT.toMillis() << Math.min(beyond, 30), LONGEST_WAIT.toMillis());
  }

  /** The password was right: the count begins anew. */
  public synchronized void succeeded(String name, String address) {
    failures.remove(key(name, false));
    failures.remove(key(address, true));
  }
}
