package org.ostraka.sync.account;

import java.io.IOException;
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

  /** Each hashing takes 19 MiB and 50 ms: strangers must not fill the machine with it. */
  private static final int MOST_HASHINGS = 2;

  private final AccountParts parts;
  private final Users users;
  private final SecondFactors secondFactors;
  private final LoginThrottle throttle;
  private final Semaphore hashings = new Semaphore(MOST_HASHINGS);

  /** Compared with where there is no such user, so that both answers take as long. */
  private final PasswordHash nobodys = PasswordHash.of(Tokens.fresh());

  private volatile @Nullable Digest localToken;

  Sessions(AccountParts parts, Users users, SecondFactors secondFactors) {
    this.parts = parts;
    this.users = users;
    this.secondFactors = secondFactors;
    this.throttle = new LoginThrottle(parts.clock(), () -> parts.settings().loginTries());
  }

  /**
   * A sign-in that succeeded.
   *
   * @param token the secret, shown once
   */
  public record SignedIn(String token, Principal principal) {}

  /** Signs in somebody whose sign-ins need no code. */
  public SignedIn signIn(UserName name, String password, String address, Stay stay)
      throws Fault, IOException, InterruptedException {
    return signIn(name, new Proof(password, Optional.empty()), address, stay);
  }

  /**
   * What somebody who signs in shows.
   *
   * @param code of the second factor
   * @param replacement the user's own password, where the other one serves once
   */
  public record Proof(String password, Optional<String> code, Optional<String> replacement) {

    /** A password that stays, and perhaps a code. */
    public Proof(String password, Optional<String> code) {
      this(password, code, Optional.empty());
    }

    /** The same, with a password in place of the one that serves once. */
    public Proof replacedBy(String own) {
      return new Proof(password, code, Optional.of(own));
    }

    /** Not the password. */
    @Override
    public String toString() {
      return "Proof";
    }
  }

  /**
   * Signs in.
   *
   * @param address where the request came from, for the audit log
   * @param stay for how long; a desk is registered
   * @throws Fault {@code wrong-password}, which does not tell whether the user exists; {@code
   *     code-needed}, {@code wrong-code}; {@code password-once} if the password serves once and
   *     none replaces it; {@code too-many-attempts}; {@code desk-exists} if another user has a desk
   *     of this name, or the desk must be new and is not
   */
  public SignedIn signIn(UserName name, Proof proof, String address, Stay stay)
      throws Fault, IOException, InterruptedException {
    throttle.enter(name.text(), address);
    Actor actor = new Actor(name.text(), address);
    Optional<Credentials> known = users.credentials(name);
    if (!matches(known, proof.password()) || known.isEmpty()) {
      parts.audit().note(actor, "sign-in-refused", name);
      throw wrongPassword();
    }
    Optional<String> fresh = replacement(known.get(), proof, address);
    Principal person = known.get().principal();
    Optional<DeskName> desk = stay.desk();
    Principal principal =
        new Principal(person.id(), person.user(), person.admin() && desk.isEmpty(), desk);
    String token = Tokens.fresh();
    try {
      parts
          .database()
          .act(handle -> {
            secondFactors.require(handle, name, proof.code());
            if (fresh.isPresent()) {
              Users.replace(handle, person.id(), fresh.get());
              parts.audit().note(handle, actor, "password-changed", name, "");
            }
            keep(handle, actor, new SignedIn(token, principal), stay);
          });
    } catch (Fault e) {
      if (e.kind() == FaultKind.ALREADY_EXISTS) {
        throttle.succeeded(name.text(), address);
      }
      throw e;
    }
    throttle.succeeded(name.text(), address);
    // The desk's earlier token ended in the database; what it has open now ends here.
    parts.live().end(session -> desk.isPresent() && session.principal().desk().equals(desk));
    return new SignedIn(token, principal);
  }

  static Fault wrongPassword() {
    return new Fault(
        FaultKind.UNAUTHENTICATED, "wrong-password", "user and password do not fit together");
  }

  /** What is kept of the password by which this sign-in replaces one that serves once. */
  private Optional<String> replacement(Credentials known, Proof proof, String address)
      throws Fault {
    if (!known.once() && proof.replacement().isEmpty()) {
      return Optional.empty();
    }
    // The password was right, and what else is wrong is no try at it.
    throttle.succeeded(known.principal().user().text(), address);
    if (!known.once()) {
      throw Fault.of(
          FaultKind.INVALID_INPUT, "newPassword: only in place of a password that serves once");
    }
    String own =
        proof
            .replacement()
            .orElseThrow(() ->
                new Fault(
                    FaultKind.UNAUTHENTICATED,
                    "password-once",
                    "this password serves once: give your own with it"));
    return Optional.of(users.replacement(proof.password(), own));
  }

  boolean matches(Optional<Credentials> known, String password) throws InterruptedException {
    hashings.acquire();
    try {
      return known.map(Credentials::password).orElse(nobodys).matches(password);
    } finally {
      hashings.release();
    }
  }

  private void keep(Handle handle, Actor actor, SignedIn signedIn, Stay stay) throws Fault {
    Principal principal = signedIn.principal();
    long now = parts.clock().millis();
    @Nullable Long desk = null;
    if (stay instanceof Stay.OfDesk(DeskName name, boolean isNew)) {
      if (isNew) {
        Desks.requireNew(handle, name);
      }
      desk = Desks.register(handle, principal, now);
    }
    handle.execute("DELETE FROM tokens WHERE expires < ?", now);
    handle
        .createUpdate(
            "INSERT INTO tokens (digest, user_id, desk_id, made, expires, idle)"
                + " VALUES (?, ?, ?, ?, ?, ?)")
        .bind(0, Tokens.digest(signedIn.token()).toString())
        .bind(1, principal.id())
        .bind(2, desk)
        .bind(3, now)
        .bind(4, nullIfNever(stay.expires(now, parts.settings())))
        .bind(5, nullIfNever(stay.idleMillis(parts.settings())))
        .execute();
    String detail = principal.desk().map(it -> "desk " + it).orElse("");
    parts.audit().note(handle, actor, "signed-in", principal.user(), detail);
  }

  private static @Nullable Long nullIfNever(long millis) {
    return millis == Long.MAX_VALUE ? null : millis;
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
    if (live.isExpired()) {
      // Else an idle one would be found in the database again, and be young.
      end(digest);
    }
    live.use();
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
      return new Session(Principal.local(), Session.Lease.FOR_EVER, parts.clock());
    }
    return parts.database().read(handle -> find(handle, token)).orElseThrow(Session::refused);
  }

  private Optional<Session> find(Handle handle, Digest token) {
    return handle
        .createQuery(
            "SELECT u.id, u.name, u.admin, d.name AS desk, t.expires, t.idle FROM tokens t"
                + " JOIN users u ON u.id = t.user_id LEFT JOIN desks d ON d.id = t.desk_id"
                + " WHERE t.digest = ?")
        .bind(0, token.toString())
        .map((row, _) -> {
          Optional<DeskName> desk = Optional.ofNullable(row.getString("desk")).map(DeskName::new);
          UserName user = new UserName(row.getString("name"));
          boolean admin = row.getBoolean("admin") && desk.isEmpty();
          Principal principal = new Principal(row.getLong("id"), user, admin, desk);
          Session.Lease lease = Session.Lease.of(row.getLong("expires"), row.getLong("idle"));
          return new Session(principal, lease, parts.clock());
        })
        .findOne();
  }

  /** Ends the session of this token. */
  public void signOut(String token) throws Fault, IOException {
    end(Tokens.digest(token));
  }

  private void end(Digest token) throws Fault, IOException {
    @Nullable Session live = parts.live().getOrNull(token);
    parts
        .database()
        .act(handle -> handle.execute("DELETE FROM tokens WHERE digest = ?", token.toString()));
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
