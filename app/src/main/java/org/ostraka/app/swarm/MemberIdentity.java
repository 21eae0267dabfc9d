package org.ostraka.app.swarm;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;

/** The identity in a client's or mapping server's folder. */
final class MemberIdentity {
  private MemberIdentity() {}

  /**
   * Reads the identity in {@code DIR/identity}. Where there is none yet and the organisation's
   * authority is on this machine, one is issued and kept.
   *
   * @param organisation the folder that {@code init} made, if it is here
   */
  static Identity of(Path directory, @Nullable Path organisation, Subject wanted) throws Fault {
    Path folder = directory.resolve("identity");
    Instant now = Instant.now();
    if (Files.exists(folder.resolve(Identity.CERTIFICATE_FILE))) {
      Identity identity = Identity.load(folder, now);
      requireRole(identity, wanted.role(), folder);
      return identity;
    }
    if (organisation == null) {
      throw new Fault(
          FaultKind.UNAUTHENTICATED,
          "no-identity",
          ("%s has no identity: enrol with './ostraka swarm enrol TOKEN --dir DIR', or name the"
                  + " organisation's folder with --org when it is on this machine")
              .formatted(folder));
    }
    Identity issued =
        Authority.load(organisation.resolve("authority"), now)
            .issue(wanted, now, Authority.ISSUED_VALIDITY);
    issued.save(folder);
    return issued;
  }

  private static void requireRole(Identity identity, Role role, Path folder) throws Fault {
    boolean fits = identity.role() == role || identity.role() == Role.NODE;
    if (!fits) {
      throw new Fault(
          FaultKind.ACCESS_DENIED,
          "wrong-role",
          "the identity in %s has the role %s and this needs %s: use another folder"
              .formatted(folder, identity.role().word(), role.word()));
    }
  }

  /** A client of this name, or of the user's. */
  static Subject client(@Nullable String name) {
    String user = System.getProperty("user.name", "client") + "@" + hostName();
    String plain = (name == null ? user : name).replaceAll("[^A-Za-z0-9._@-]", "-");
    return Subject.of(
        ("c" + plain).substring(Character.isLetterOrDigit(plain.charAt(0)) ? 1 : 0), Role.CLIENT);
  }

  /** A mapping server of this name, reached at this host. */
  static Subject server(@Nullable String name, String host) {
    String plain = (name == null ? "map-" + hostName() : name).replaceAll("[^A-Za-z0-9._@-]", "-");
    return new Subject(plain, Role.NODE, host.isEmpty() ? List.of() : List.of(host));
  }

  static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }
}
