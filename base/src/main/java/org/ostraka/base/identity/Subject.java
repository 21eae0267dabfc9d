package org.ostraka.base.identity;

import java.util.List;
import java.util.regex.Pattern;
import org.ostraka.base.HostPort;

/**
 * Whom a certificate is about.
 *
 * @param name the holder's name in the organisation: 1 to 64 of letters, digits and {@code . _ @ -}
 * @param role the holder's one role
 * @param hosts names and IP addresses by which clients reach a node, beside those of the machine
 *     itself; empty for every other role
 */
public record Subject(String name, Role role, List<String> hosts) {

  /** Most host names in one certificate. */
  public static final int MAX_HOSTS = 64;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  /** Checks the rules; {@link IllegalArgumentException} names the value and the rule. */
  public Subject {
    hosts = List.copyOf(hosts);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name '%s': 1 to 64 of letters, digits and . _ @ -, starting with a letter or digit"
              .formatted(name));
    }
    if (role != Role.NODE && !hosts.isEmpty()) {
      throw new IllegalArgumentException(
          "name '%s': only a node has host names, not the role %s".formatted(name, role.word()));
    }
    if (hosts.size() > MAX_HOSTS) {
      throw new IllegalArgumentException(
          "name '%s': %d host names, at most %d".formatted(name, hosts.size(), MAX_HOSTS));
    }
    hosts.forEach(HostPort::requireHost);
  }

  /** A holder that nobody connects to by name, or only on its own machine. */
  public static Subject of(String name, Role role) {
    return new Subject(name, role, List.of());
  }
}
