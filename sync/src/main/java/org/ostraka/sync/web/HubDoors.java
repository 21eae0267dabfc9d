package org.ostraka.sync.web;

import java.io.IOException;
import java.util.Set;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.account.Session;
import org.ostraka.sync.account.Sessions;
import org.ostraka.web.Contract;
import org.ostraka.web.Door;
import org.ostraka.web.Head;

/** Who gets in: whoever is signed in, or administrators; what they may do is decided by rights. */
public final class HubDoors {
  private final Sessions sessions;

  /** The doors to which these sessions are the keys. */
  public HubDoors(Sessions sessions) {
    this.sessions = sessions;
  }

  /** For whoever is signed in, as a person or a desk. */
  public Contract<Session> signedIn() {
    return Contract.of(new SessionDoor(sessions, false));
  }

  /** For administrators, signed in as a person. */
  public Contract<Session> administrator() {
    return Contract.of(new SessionDoor(sessions, true));
  }

  /** Lets in sessions that have not ended. */
  private record SessionDoor(Sessions sessions, boolean administratorsOnly)
      implements Door<Session> {

    @Override
    public Session admit(Head head) throws Fault, IOException {
      // Whoever is signed in no more is told so first, so that the page can ask for the password.
      Session session = sessions.require(head.credential().token());
      head.requireOwnPage();
      if (administratorsOnly && !session.principal().admin()) {
        throw new Fault(
            FaultKind.ACCESS_DENIED,
            "not-administrator",
            "only an administrator may do this, signed in as a person and not as a desk");
      }
      return session;
    }

    @Override
    public Set<String> words() {
      return Set.of(administratorsOnly ? "administrator" : "signed-in");
    }

    @Override
    public Set<Integer> refusals() {
      return Set.of(401, 403, 429);
    }
  }
}
