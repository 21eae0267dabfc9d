package org.ostraka.sync.account;

import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.ostraka.base.Digest;

/**
 * How long the sessions and links last that exist: as long as the settings allowed when they were
 * made, and no longer than what is decided since.
 */
final class Leases {

  private Leases() {}

  /** Shortens whatever lasts longer than it may from now on; nothing lasts longer than it did. */
  static void shorten(Handle handle, Settings settings) {
    long session = settings.sessionLength().toMillis();
    handle.execute(
        "UPDATE tokens SET expires = made + ? WHERE expires > made + ?", session, session);
    long idle = settings.idleLength().toMillis();
    handle.execute("UPDATE tokens SET idle = ? WHERE idle > ?", idle, idle);
    long link = Duration.ofDays(settings.longestLinkDays()).toMillis();
    if (link > 0) {
      handle.execute(
          "UPDATE links SET expires = made + ? WHERE expires IS NULL OR expires > made + ?",
          link,
          link);
    }
  }

  /** Lets the sessions in use know what became of their tokens. */
  static void renew(Handle handle, LiveSessions live) {
    live.forEach((token, session) -> renew(handle, token, session));
  }

  private static void renew(Handle handle, Digest token, Session session) {
    handle
        .createQuery("SELECT expires, idle FROM tokens WHERE digest = ?")
        .bind(0, token.toString())
        .map((row, _) -> Session.Lease.of(row.getLong("expires"), row.getLong("idle")))
        .findOne()
        .ifPresent(session::renew);
  }
}
