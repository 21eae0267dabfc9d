package org.ostraka.sync.account;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.PasswordHash;
import org.ostraka.sync.UserName;

/** The people who may sign in. */
public final class Users {
  private final AccountParts parts;

  Users(AccountParts parts) {
    this.parts = parts;
  }

  /**
   * One of them.
   *
   * @param quotaBytes the most that the files may have which the user was the last to change; 0 for
   *     no limit
   */
  public record User(UserName name, boolean admin, long quotaBytes, Instant made) {}

  /**
   * Adds one.
   *
   * @throws Fault {@code user-exists}; {@code password-short}, {@code password-long}
   */
  public void add(Actor actor, UserName name, String password, boolean admin)
      throws Fault, IOException {
    String hash = hash(password);
    requireName(name);
    parts
        .database()
        .act(handle -> {
          int added =
              handle
                  .createUpdate(
                      "INSERT INTO users (name, password, admin, made, quota) VALUES (?, ?, ?, ?, ?)"
                          + " ON CONFLICT DO NOTHING")
                  .bind(0, name.text())
                  .bind(1, hash)
                  .bind(2, admin)
                  .bind(3, parts.clock().millis())
                  .bind(4, parts.settings().userQuotaBytes())
                  .execute();
          if (added == 0) {
            throw Refusals.exists("user", name);
          }
          parts.audit().note(handle, actor, "user-added", name, admin ? "administrator" : "");
        });
  }

  /** Passes unless the name means the administrator at the hub's own machine. */
  static void requireName(UserName name) throws Fault {
    if (name.text().equals(Principal.LOCAL)) {
      throw Refusals.exists("user", name);
    }
  }

  /**
   * What is kept of a password that replaces one which serves once.
   *
   * @throws Fault {@code password-same}, {@code password-short}, {@code password-long}
   */
  String replacement(String once, String password) throws Fault {
    if (once.equals(password)) {
      throw new Fault(
          FaultKind.INVALID_INPUT,
          "password-same",
          "the password that was printed serves once: choose another");
    }
    return hash(password);
  }

  /** Puts a password into the place of one that serves once, which it does but for one caller. */
  static void replace(Handle handle, long id, String hash) throws Fault {
    int replaced =
        handle.execute("UPDATE users SET password = ?, once = 0 WHERE id = ? AND once", hash, id);
    if (replaced == 0) {
      throw Sessions.wrongPassword();
    }
  }

  private static String hash(String password) throws Fault {
    if (password.length() < PasswordHash.SHORTEST_PASSWORD) {
      throw new Fault(
          FaultKind.INVALID_INPUT,
          "password-short",
          "a password has at least %d characters".formatted(PasswordHash.SHORTEST_PASSWORD));
    }
    if (password.length() > PasswordHash.LONGEST_PASSWORD) {
      throw new Fault(
          FaultKind.INVALID_INPUT,
          "password-long",
          "a password has at most %d characters".formatted(PasswordHash.LONGEST_PASSWORD));
    }
    return PasswordHash.of(password).toString();
  }

  /** Everybody, sorted by name. */
  public List<User> list() throws Fault, IOException {
    return parts
        .database()
        .read(handle ->
            handle
                .createQuery("SELECT name, admin, quota, made FROM users ORDER BY name")
                .map((row, _) ->
                    new User(
                        new UserName(row.getString(1)),
                        row.getBoolean(2),
                        row.getLong(3),
                        Instant.ofEpochMilli(row.getLong(4))))
                .list());
  }

  /** Sets another password and ends the user's sessions; desks stay signed in. */
  public void changePassword(Actor actor, UserName name, String password)
      throws Fault, IOException {
    String hash = hash(password);
    parts
        .database()
        .act(handle -> {
          long id = require(handle, name);
          handle.execute("UPDATE users SET password = ?, once = 0 WHERE id = ?", hash, id);
          handle.execute("DELETE FROM tokens WHERE user_id = ? AND desk_id IS NULL", id);
          parts.audit().note(handle, actor, "password-changed", name, "");
        });
    parts.live().end(session -> session.isOf(name) && session.principal().desk().isEmpty());
  }

  /** The number of a user. */
  public long id(UserName name) throws Fault, IOException {
    return parts.database().read(handle -> require(handle, name));
  }

  /** Changes how much the files may have which the user was the last to change; 0 for no limit. */
  public void changeQuota(Actor actor, UserName name, long quotaBytes) throws Fault, IOException {
    parts
        .database()
        .act(handle -> {
          long id = require(handle, name);
          handle.execute("UPDATE users SET quota = ? WHERE id = ?", quotaBytes, id);
          parts.audit().note(handle, actor, "quota-changed", name, quotaBytes + " bytes");
        });
  }

  /** A user's quota in bytes; 0 for no limit, and for whoever is no user any more. */
  public long quotaBytes(Principal principal) throws Fault, IOException {
    return parts
        .database()
        .read(handle ->
            handle
                .createQuery("SELECT quota FROM users WHERE id = ?")
                .bind(0, principal.id())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
  }

  /** Removes a user with all sessions, desks and rights. What the user wrote stays. */
  public void remove(Actor actor, UserName name) throws Fault, IOException {
    parts
        .database()
        .act(handle -> {
          long id = require(handle, name);
          requireAnotherAdmin(handle, id);
          handle.execute("DELETE FROM users WHERE id = ?", id);
          parts.audit().note(handle, actor, "user-removed", name, "");
        });
    parts.live().end(session -> session.isOf(name));
    parts.changed();
  }

  private static void requireAnotherAdmin(Handle handle, long id) throws Fault {
    int others =
        handle
            .createQuery("SELECT count(*) FROM users WHERE admin AND id <> ?")
            .bind(0, id)
            .mapTo(Integer.class)
            .one();
    if (others == 0) {
      throw new Fault(
          FaultKind.NOT_PERMITTED,
          "last-administrator",
          "this is the last administrator: make another one first");
    }
  }

  static long require(Handle handle, UserName name) throws Fault {
    return handle
        .createQuery("SELECT id FROM users WHERE name = ?")
        .bind(0, name.text())
        .mapTo(Long.class)
        .findOne()
        .orElseThrow(() -> Refusals.unknown("user", name));
  }

  /** The user's number, flag and password, as they sign in. */
  Optional<Credentials> credentials(UserName name) throws Fault, IOException {
    return parts
        .database()
        .read(handle ->
            handle
                .createQuery("SELECT id, admin, password, once FROM users WHERE name = ?")
                .bind(0, name.text())
                .map((row, _) ->
                    new Credentials(
                        new Principal(row.getLong(1), name, row.getBoolean(2), Optional.empty()),
                        PasswordHash.parse(row.getString(3)),
                        row.getBoolean(4)))
                .findOne());
  }

  /**
   * A user as the sign-in sees it.
   *
   * @param once whether the password serves once
   */
  record Credentials(Principal principal, PasswordHash password, boolean once) {}
}
