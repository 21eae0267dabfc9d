package org.ostraka.ballot.web;

import java.util.Set;
import java.util.stream.Collectors;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Peer;
import org.ostraka.base.identity.Role;
import org.ostraka.web.Contract;
import org.ostraka.web.Door;
import org.ostraka.web.Head;

/**
 * Lets in whoever shows a certificate of the organisation with one of some roles.
 *
 * @param roles who may come in
 */
record RoleDoor(Set<Role> roles) implements Door<Peer> {
  private static final Callers CALLERS = new Callers();

  /** Copies the roles. */
  RoleDoor {
    roles = Set.copyOf(roles);
  }

  /** For these roles; no query, no body. */
  static Contract<Peer> of(Role... roles) {
    return Contract.of(new RoleDoor(Set.of(roles)));
  }

  /** For whoever has a certificate of the organisation. */
  static Contract<Peer> ofEverybody() {
    return of(Role.values());
  }

  @Override
  public Peer admit(Head head) throws Fault {
    Peer caller = CALLERS.of(head.certificates());
    caller.require(roles.toArray(Role[]::new));
    return caller;
  }

  @Override
  public Set<String> words() {
    return roles.stream().map(Role::word).collect(Collectors.toSet());
  }
}
