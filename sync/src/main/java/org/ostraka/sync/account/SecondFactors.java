package org.ostraka.sync.account;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.UserName;

/** Codes beside the password, for those who want them: every sign-in of theirs needs one. */
public final class SecondFactors {
  private final AccountParts parts;

  SecondFactors(AccountParts parts) {
    this.parts = parts;
  }

  private record Kept(String totp, String offered, long step) {}

  /** Whether the user's sign-ins need a code. */
  public boolean isOn(UserName user) throws Fault, IOException {
    return parts.database().read(handle -> !kept(handle, user).totp.isEmpty());
  }

  private static Kept kept(Handle handle, UserName user) throws Fault {
    return handle
        .createQuery("SELECT totp, totp_offered, totp_step FROM users WHERE name = ?")
        .bind(0, user.text())
        .map((row, _) -> new Kept(row.getString(1), row.getString(2), row.getLong(3)))
        .findOne()
        .orElseThrow(() -> Refusals.unknown("user", user));
  }

  /**
   * A secret for the user's app; it counts after {@link #confirm}.
   *
   * @throws Fault {@code codes-on} if sign-ins need codes already
   */
  public String offer(UserName user) throws Fault, IOException {
    Totp fresh = Totp.fresh();
    parts
        .database()
        .act(handle -> {
          if (!kept(handle, user).totp.isEmpty()) {
            throw new Fault(
                FaultKind.ALREADY_EXISTS,
                "codes-on",
                "sign-ins need codes already: switch that off first");
          }
          handle.execute(
              "UPDATE users SET totp_offered = ? WHERE name = ?", fresh.secret(), user.text());
        });
    return fresh.secret();
  }

  /**
   * From now on every sign-in of the user needs a code.
   *
   * @param code that the app shows, as a proof that it has the secret
   * @throws Fault {@code wrong-code}
   */
  public void confirm(Actor actor, UserName user, String code) throws Fault, IOException {
    parts
        .database()
        .act(handle -> {
          Kept kept = kept(handle, user);
          long step = require(kept.offered, kept.step, code, FaultKind.ACCESS_DENIED);
          handle.execute(
              "UPDATE users SET totp = ?, totp_offered = '', totp_step = ? WHERE name = ?",
              kept.offered,
              step,
              user.text());
          parts.audit().note(handle, actor, "codes-on", user, "");
        });
  }

  /**
   * The user's sign-ins need no code any more.
   *
   * @throws Fault {@code wrong-code}
   */
  public void remove(Actor actor, UserName user, String code) throws Fault, IOException {
    parts
        .database()
        .act(handle -> {
          Kept kept = kept(handle, user);
          long _ = require(kept.totp, kept.step, code, FaultKind.ACCESS_DENIED);
          clear(handle, actor, user);
        });
  }

  /** As {@link #remove}, by an administrator, for somebody whose app is lost. */
  public void reset(Actor actor, UserName user) throws Fault, IOException {
    parts
        .database()
        .act(handle -> {
          if (!kept(handle, user).totp.isEmpty()) {
            clear(handle, actor, user);
          }
        });
  }

  private void clear(Handle handle, Actor actor, UserName user) {
    handle.execute("UPDATE users SET totp = '', totp_offered = '' WHERE name = ?", user.text());
    parts.audit().note(handle, actor, "codes-off", user, "");
  }

  /**
   * Passes if the user needs no code, or shows one that was not used yet. Within the transaction of
   * the sign-in: one that fails for another reason uses no code up.
   *
   * @throws Fault {@code code-needed}, {@code wrong-code}
   */
  void require(Handle handle, UserName user, Optional<String> code) throws Fault {
    Kept kept = kept(handle, user);
    if (!kept.totp.isEmpty()) {
      String shown = code.orElseThrow(SecondFactors::needed);
      long step = require(kept.totp, kept.step, shown, FaultKind.UNAUTHENTICATED);
      handle.execute("UPDATE users SET totp_step = ? WHERE name = ?", step, user.text());
    }
  }

  private static Fault needed() {
    return new Fault(
        FaultKind.UNAUTHENTICATED,
        "code-needed",
        "this user's sign-ins need the code that the app shows now");
  }

  private long require(String secret, long lastStep, String code, FaultKind kind) throws Fault {
    OptionalLong step =
        secret.isEmpty()
            ? OptionalLong.empty()
            : new Totp(secret).stepOf(code, parts.clock().millis(), lastStep);
    return step.orElseThrow(() ->
        new Fault(kind, "wrong-code", "the code is wrong, or was used: wait for the next one"));
  }
}
