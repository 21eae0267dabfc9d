package org.ostraka.base;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens: a DNS name or IP address, and a port. Written {@code host:port}, an IPv6
 * address in brackets: {@code [::1]:7000} (RFC 3986, section 3.2.2).
 *
 * @param host the name or address, without brackets
 * @param port from 0 to 65535, where 0 lets a listener take any free one
 */
public record HostPort(String host, int port) {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_NAME = 253;
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?:\\[(?<v6>[^\\[\\]]*:[^\\[\\]]*)]|(?<host>[^:\\[\\]]*)):(?<port>[0-9]{1,5})");
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
  private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
  private static final Pattern FOUR_NUMBERS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
  private static final Pattern HEX_AND_COLONS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  /** Checks the rules; {@link IllegalArgumentException} names the value and the rule. */
  public HostPort {
    requireHost(host);
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "port %d of '%s': a number from 0 to 65535".formatted(port, host));
    }
  }

  /** Parses {@code host:port}. */
  public static HostPort parse(String text) {
    Matcher parts = WRITTEN.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "address '%s': host:port, with an IPv6 address in brackets, such as [::1]:7000"
              .formatted(text));
    }
    String v6 = parts.group("v6");
    return new HostPort(
        v6 == null ? parts.group("host") : v6, Integer.parseInt(parts.group("port")));
  }

  /** Checks that this is a DNS name or IP address, with nothing around it. */
  public static void requireHost(String host) {
    if (!isAddress(host) && !isName(host)) {
      throw new IllegalArgumentException(
          "host '%s': a DNS name or an IP address, without port, brackets or wildcard"
              .formatted(host));
    }
  }

  /** Whether the host is an IP address and not a name. */
  public static boolean isAddress(String host) {
    boolean looksLikeOne =
        host.indexOf(':') >= 0
            ? HEX_AND_COLONS.matcher(host).matches()
            : FOUR_NUMBERS.matcher(host).matches();
    return looksLikeOne && isLiteral(host);
  }

  private static boolean isLiteral(String host) {
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** What looks like a number is never a name, for some libraries read "1.2" as an address. */
  private static boolean isName(String host) {
    return host.length() <= MAX_NAME
        && NAME.matcher(host).matches()
        && !DIGITS_AND_DOTS.matcher(host).matches();
  }

  /** The address to connect to or listen at; asks DNS when the host is a name. */
  public InetSocketAddress resolve() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[%s]:%d" : "%s:%d").formatted(host, port);
  }
}
