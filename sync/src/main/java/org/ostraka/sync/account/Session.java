package org.ostraka.sync.account;

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
  private final long expiresMillis;
  private volatile boolean ended;

  /**
   * A session.
   *
   * @param expiresMillis when it ends by itself, since 1970 UTC; {@link Long#MAX_VALUE} for never
   */
  Session(Principal principal, long expiresMillis) {
    this.principal = principal;
    this.expiresMillis = expiresMillis;
  }

  public Principal principal() {
    return principal;
  }

  boolean isOf(UserName user) {
    return principal.user().equals(user);
  }

  boolean isExpired(long nowMillis) {
    return nowMillis >= expiresMillis;
  }

  /** Whether it was ended. */
  public boolean hasEnded() {
    return ended;
  }

  /**
   * Goes on only if the token is still good; to be asked between the parts of what takes long.
   *
   * @throws Fault UNAUTHENTICATED if it was revoked
   */
  public void requireAlive() throws Fault {
    if (ended) {
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
