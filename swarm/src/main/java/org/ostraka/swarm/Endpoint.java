package org.ostraka.swarm;

/**
 * Where a node accepts connections: a host name or address literal, and a TCP port.
 *
 * @param host printable ASCII without spaces, at most 253; empty for "the address you see me at"
 * @param port 0 for none
 */
public record Endpoint(String host, int port) {

  static final int MAX_HOST = 253;
  static final int MAX_PORT = 65_535;

  /** Refuses what has no place in a message. */
  public Endpoint {
    if (host.length() > MAX_HOST || host.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IllegalArgumentException("host: at most 253 printable ASCII characters");
    }
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port %d: it is 0 to 65535".formatted(port));
    }
  }

  /**
   * Parses {@code host:port}, with an IPv6 address in brackets.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
      throw new IllegalArgumentException("'%s' is not HOST:PORT".formatted(text));
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (!bracketed && host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "'%s': write an IPv6 address as [address]:port".formatted(text));
    }
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    return new Endpoint(bare, Integer.parseInt(text.substring(colon + 1)));
  }

  /** The same port at another host, if this one leaves the host open. */
  public Endpoint orAt(String seen) {
    return host.isEmpty() ? new Endpoint(seen, port) : this;
  }

  /** As {@link #parse} takes it. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
