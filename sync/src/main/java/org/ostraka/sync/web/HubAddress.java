package org.ostraka.sync.web;

import java.net.URI;
import org.ostraka.base.HostPort;

/**
 * Where a hub is and how it is known.
 *
 * @param fingerprint SHA-256 of its certificate: 64 lower-case hexadecimal digits
 */
public record HubAddress(HostPort address, String fingerprint) {
  private static final int USUAL_PORT = 8443;

  /** Brings the fingerprint into its form; {@link IllegalArgumentException} if it is none. */
  public HubAddress {
    fingerprint = HubTls.normal(fingerprint);
  }

  /**
   * Parses {@code https://HOST[:PORT]}, as people give it, without fingerprint.
   *
   * @throws IllegalArgumentException naming the rule
   */
  public static HostPort parse(String url) {
    URI uri = URI.create(url);
    String path = uri.getRawPath();
    boolean plain = path == null || path.isEmpty() || path.equals("/");
    if (!"https".equals(uri.getScheme()) || uri.getHost() == null || !plain) {
      throw new IllegalArgumentException(
          "address '%s': https://HOST or https://HOST:PORT".formatted(url));
    }
    String host = uri.getHost().replaceAll("[\\[\\]]", "");
    return new HostPort(host, uri.getPort() < 0 ? USUAL_PORT : uri.getPort());
  }

  URI uri(String path) {
    return URI.create("https://" + address + path);
  }
}
