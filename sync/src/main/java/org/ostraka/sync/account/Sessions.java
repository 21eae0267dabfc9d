package org.ostraka.sync.account;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.PasswordHash;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Users.Credentials;

/** Signing in and out: passwords become tokens, tokens become sessions. */
public final class Sessions {

  /** How long a person stays signed in; a desk stays until its token is revoked. */
  public static final Duration LENGTH = Duration.ofHours(12);

  /** Each hashing takes 19 MiB and 50 ms: strangers must not fill the machine with it. */
  private static final int MOST_HASHINGS = 2;

  private final AccountParts parts;
  private final Users users;
  private final LoginThrottle throttle;
  private final Semaphore hashings = new Semaphore(MOST_HASHINGS);

  /** Compared with where there is no such user, so that both answers take as long. */
  private final PasswordHash nobodys = PasswordHash.of(Tokens.fresh());

  private volatile @Nullable Digest localToken;

  Sessions(AccountParts parts, Users users) {
    this.parts = parts;
    this.users = users;
    this.throttle = new LoginThrottle(parts.clock());
  }

  /**
   * A sign-in that succeeded.
   *
   * @param token the secret, shown once
   */
  public record SignedIn(String token, Principal principal) {}

  /**
   * Signs in.
   *
   * @param desk the name of the desk that signs in, which is registered; empty for a person
   * @throws Fault {@code wrong-password}, which does not tell whether the user exists; {@code
   *     too-many-attempts}; {@code desk-exists} if another user has a desk of this name
   */
  public SignedIn signIn(UserName name, String password, String address, Optional<DeskName> desk)
      throws Fault, IOException, InterruptedException {
    return signIn(name, password, address, desk, false);
  }

  /**
   * As {@link #signIn(UserName, String, String, Optional)}.
   *
   * @param isNew whether the desk must be one that the hub does not know; otherwise one of the same
   *     name and user is taken for the same machine, and its earlier token ends
   */
  public SignedIn signIn(
      UserName name, String password, String address, Optional<DeskName> desk, boolean isNew)
      throws Fault, IOException, InterruptedException {
    throttle.enter(name.text(), address);
    Actor actor = new Actor(name.text(), address);
    Optional<Credentials> known = users.credentials(name);
    if (!matches(known, password) || known.isEmpty()) {
      parts.audit().note(actor, "sign-in-refused", name);
      throw new Fault(
          FaultKind.UNAUTHENTICATED, "wrong-password", "user and password do not fit together");
    }
    throttle.succeeded(name.text(), address);
    Principal person = known.get().principal();
    String token = Tokens.fresh();
    Principal principal =
        new Principal(person.id(), person.user(), person.admin() && desk.isEmpty(), desk);
    parts
        .database()
        .act(handle -> {
          if (isNew && principal.desk().isPresent()) {
            Desks.requireNew(handle, principal.desk().get());
          }
          keep(handle, actor, principal, token);
        });
    // The desk's earlier token ended in the database; what it has open now ends here.
    parts.live().end(session -> desk.isPresent() && session.principal().desk().equals(desk));
    return new SignedIn(token, principal);
  }

  private boolean matches(Optional<Credentials> known, String password)
      throws InterruptedException {
    hashings.acquire();
    try {
      return known.map(Credentials::password).orElse(nobodys).matches(password);
    } finally {
      hashings.release();
    }
  }

  private void keep(Handle handle, Actor actor, Principal principal, String token) throws Fault {
    @Nullable Long desk = null;
    @Nullable Long expires = parts.clock().millis() + LENGTH.toMillis();
    if (principal.desk().isPresent()) {
      desk = Desks.register(handle, principal, parts.clock().millis());
      expires = null;
    }
    handle.execute("DELETE FROM tokens WHERE expires < ?", parts.clock().millis());
    handle
        .createUpdate(
            "INSERT INTO tokens (digest, user_id, desk_id, made, expires) VALUES (?, ?, ?, ?, ?)")
        .bind(0, Tokens.digest(token).toString())
        .bind(1, principal.id())
        .bind(2, desk)
        .bind(3, parts.clock().millis())
        .bind(4, expires)
        .execute();
    String detail = principal.desk().map(it -> "desk " + it).orElse("");
    parts.audit().note(handle, actor, "signed-in", principal.user(), detail);
  }

  /**
   * The session that a token stands for.
   *
   * @throws Fault UNAUTHENTICATED if it stands for none
   */
  public Session require(String token) throws Fault, IOException {
    Digest digest = Tokens.digest(token);
    @Nullable Session live = parts.live().getOrNull(digest);
    if (live == null) {
      live = admit(digest);
    }
    live.requireAlive();
    if (live.isExpired(parts.clock().millis())) {
      throw Session.refused();
    }
    return live;
  }

  private Session admit(Digest token) throws Fault, IOException {
    Session live = parts.live().put(token, find(token));
    try {
      // Who revoked it between the two looked for it here in vain.
      Session _ = find(token);
      return live;
    } catch (Fault e) {
      parts.live().end(live::equals);
      throw e;
    }
  }

  private Session find(Digest token) throws Fault, IOException {
    @Nullable Digest local = localToken;
    if (local != null && local.equals(token)) {
      return new Session(Principal.local(), Long.MAX_VALUE);
    }
    return parts.database().read(handle -> findOrNull(handle, token)).orElseThrow(Session::refused);
  }

  private static Optional<Session> findOrNull(Handle handle, Digest token) {
    return handle
        .createQuery(
            "SELECT u.id, u.name, u.admin, d.name AS desk, t.expires FROM tokens t"
                + " JOIN users u ON u.id = t.user_id LEFT JOIN desks d ON d.id = t.desk_id"
                + " WHERE t.digest = ?")
        .bind(0, token.toString())
        .map((row, _) -> {
          Optional<DeskName> desk = Optional.ofNullable(row.getString("desk")).map(DeskName::new);
          UserName user = new UserName(row.getString("name"));
          boolean admin = row.getBoolean("admin") && desk.isEmpty();
          long expires = row.getLong("expires");
          return new Session(
              new Principal(row.getLong("id"), user, admin, desk),
              expires == 0 ? Long.MAX_VALUE : expires);
        })
        .findOne();
  }

  /** Ends the session of this token. */
  public void signOut(String token) throws Fault, IOException {
    Digest digest = Tokens.digest(token);
    @Nullable Session live = parts.live().getOrNull(digest);
    parts
        .database()
        .act(handle -> handle.execute("DELETE FROM tokens WHERE digest = ?", digest.toString()));
    parts.live().end(session -> session == live);
  }

  /**
   * A new token for the administrator at the hub's own machine, in place of the one before. It
   * lives as long as this process.
   */
  public String freshLocalToken() {
    String token = Tokens.fresh();
    localToken = Tokens.digest(token);
    parts.live().end(session -> session.principal().id() == 0);
    return token;
  }
}
