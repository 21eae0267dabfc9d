package org.ostraka.sync.account;

import java.util.Optional;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.UserName;

/**
 * Who is signed in.
 *
 * @param id the user's number; 0 for the administrator at the hub's own machine
 * @param admin whether users, groups, repositories and rights may be administered
 * @param desk the desk whose token this is; empty for a person
 */
public record Principal(long id, UserName user, boolean admin, Optional<DeskName> desk) {

  /** The name of the administrator at the hub's own machine; no user can have it. */
  public static final String LOCAL = "local.administrator";

  /** Whoever can read the hub's folder. */
  public static Principal local() {
    return new Principal(0, new UserName(LOCAL), true, Optional.empty());
  }
}
