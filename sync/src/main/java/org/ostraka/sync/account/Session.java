package org.ostraka.sync.account;

import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.UserName;

/**
 * A token in use: one person or desk that is signed in, on however many connections. It ends at
 * once when the token is revoked, and with it all that waits in its name.
 */
public final class Session {
  private final Principal principal;
  private final Set<Runnable> sleepers = ConcurrentHashMap.newKeySet();
  private volatile Lease lease;
  private final InstantSource clock;
  private volatile long usedMillis;
  private volatile boolean ended;

  /** A session that is used now. */
  Session(Principal principal, Lease lease, InstantSource clock) {
    this.principal = principal;
    this.lease = lease;
    this.clock = clock;
    this.usedMillis = clock.millis();
  }

  /**
   * When a session ends by itself.
   *
   * @param expiresMillis whatever happens, since 1970 UTC; {@link Long#MAX_VALUE} for never
   * @param idleMillis so long after its last request; {@link Long#MAX_VALUE} for never
   */
  record Lease(long expiresMillis, long idleMillis) {
    static final Lease FOR_EVER = new Lease(Long.MAX_VALUE, Long.MAX_VALUE);

    /** As it is kept, where 0 is for ever. */
    static Lease of(long expiresMillis, long idleMillis) {
      return new Lease(neverIfNone(expiresMillis), neverIfNone(idleMillis));
    }

    private static long neverIfNone(long millis) {
      return millis == 0 ? Long.MAX_VALUE : millis;
    }
  }

  public Principal principal() {
    return principal;
  }

  boolean isOf(UserName user) {
    return principal.user().equals(user);
  }

  /** A request is made in its name. */
  void use() throws Fault {
    requireAlive();
    usedMillis = clock.millis();
  }

  /** Another end than before; what waits in its name asks by itself. */
  void renew(Lease other) {
    lease = other;
  }

  boolean isExpired() {
    long now = clock.millis();
    Lease current = lease;
    return now >= current.expiresMillis() || now - usedMillis >= current.idleMillis();
  }

  /** Whether it was ended. */
  public boolean hasEnded() {
    return ended;
  }

  /**
   * Goes on only if the token is still good; to be asked between the parts of what takes long.
   *
   * @throws Fault UNAUTHENTICATED if it was revoked, or its time is over
   */
  public void requireAlive() throws Fault {
    if (ended || isExpired()) {
      throw refused();
    }
  }

  static Fault refused() {
    return new Fault(
        FaultKind.UNAUTHENTICATED,
        "not-signed-in",
        "no session, or one that has ended: sign in (ostraka sync login)");
  }

  /** Wakes what waits in this session's name whenever it ends or rights change. */
  public void onWake(Runnable sleeper) {
    sleepers.add(sleeper);
  }

  /** Nothing waits any more. */
  public void offWake(Runnable sleeper) {
    sleepers.remove(sleeper);
  }

  void end() {
    ended = true;
    wake();
  }

  void wake() {
    sleepers.forEach(Runnable::run);
  }
}
