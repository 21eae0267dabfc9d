package org.ostraka.sync.account;

import java.io.IOException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.UserName;

/**
 * The first administrator's seat: made by the first start with a password that serves once, and
 * taken by the person who has read it, under a name and password of their own.
 *
 * <p><b>Invariant:</b> it is taken once, however many try at the same time: one update decides. A
 * hub that has a second user is somebody's already, and has no seat to give.
 */
public final class FirstSeat {
  private static final String FREE = "once AND (SELECT count(*) FROM users) = 1";

  private final AccountParts parts;
  private final Users users;
  private final Sessions sessions;
  private final LoginThrottle throttle;

  FirstSeat(AccountParts parts, Users users, Sessions sessions) {
    this.parts = parts;
    this.users = users;
    this.sessions = sessions;
    this.throttle = new LoginThrottle(parts.clock());
  }

  /** Makes it, with a password that serves once. */
  public void make(UserName name, String password) throws Fault, IOException {
    users.add(Actor.LOCAL, name, password, true);
    parts
        .database()
        .act(handle -> handle.execute("UPDATE users SET once = 1 WHERE name = ?", name.text()));
  }

  /** Whether nobody has taken it yet. */
  public boolean isFree() throws Fault, IOException {
    return parts.database().read(FirstSeat::holder).isPresent();
  }

  private static Optional<UserName> holder(Handle handle) {
    return handle
        .createQuery("SELECT name FROM users WHERE " + FREE)
        .mapTo(String.class)
        .findOne()
        .map(UserName::new);
  }

  /**
   * Who takes the seat.
   *
   * @param code the password that was printed
   * @param name under which the administrator is known from now on
   */
  public record Taking(String code, UserName name, String password) {

    /** Neither code nor password. */
    @Override
    public String toString() {
      return "Taking by " + name;
    }
  }

  /**
   * Gives the seat to whoever has the code.
   *
   * @param address where the request came from; after some wrong codes it has to wait
   * @throws Fault {@code setup-over} if it is taken; {@code setup-code}; {@code too-many-attempts};
   *     {@code password-short}, {@code password-long}, {@code password-same}
   */
  public void take(Taking taking, String address) throws Fault, IOException, InterruptedException {
    // By address and not by name: strangers must not keep the person out who has the code.
    throttle.enter("seat " + address, address);
    Actor actor = new Actor(taking.name.text(), address);
    UserName holder =
        parts.database().read(FirstSeat::holder).orElseThrow(FirstSeat::refusedAsTaken);
    if (!sessions.matches(users.credentials(holder), taking.code)) {
      parts.audit().note(actor, "setup-refused", holder);
      throw new Fault(
          FaultKind.ACCESS_DENIED, "setup-code", "this is not the password that the hub printed");
    }
    String hash = users.replacement(taking.code, taking.password);
    parts.database().act(handle -> take(handle, actor, taking, hash));
    throttle.succeeded("seat " + address, address);
  }

  private void take(Handle handle, Actor actor, Taking taking, String hash) throws Fault {
    Users.requireName(taking.name);
    int taken =
        handle.execute(
            "UPDATE users SET name = ?, password = ?, once = 0 WHERE " + FREE,
            taking.name.text(),
            hash);
    if (taken == 0) {
      throw refusedAsTaken();
    }
    parts.audit().note(handle, actor, "setup-done", taking.name, "administrator");
  }

  private static Fault refusedAsTaken() {
    return new Fault(
        FaultKind.ACCESS_DENIED, "setup-over", "this hub has its administrator: sign in");
  }
}
