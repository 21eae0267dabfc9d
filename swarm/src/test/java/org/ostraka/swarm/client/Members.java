package org.ostraka.swarm.client;

import java.time.Duration;
import java.time.Instant;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;
import org.ostraka.swarm.wire.SwarmTls;

/** An organisation whose members a test makes up. */
public final class Members {
  private final Authority authority = Authority.create("Test", Instant.now());

  /** A member in a role. */
  public SwarmTls tls(String name, Role role) {
    return new SwarmTls(authority.issue(Subject.of(name, role), Instant.now(), Duration.ofDays(1)));
  }
}
