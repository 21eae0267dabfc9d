package org.ostraka.app.serve;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The address at which other machines reach this one, as far as this one can tell. */
public final class OwnAddress {
  static final String LOOPBACK = "127.0.0.1";

  /** An address for documentation (RFC 5737): it says which way leads out, and nothing is sent. */
  private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("192.0.2.1", 9);

  private OwnAddress() {}

  /** The address for whatever listens here. */
  public static String of(String listen) {
    try {
      InetAddress given = InetAddress.getByName(listen);
      return given.isAnyLocalAddress() ? outward() : listen;
    } catch (IOException _) {
      return LOOPBACK;
    }
  }

  private static String outward() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(ELSEWHERE);
      InetAddress own = socket.getLocalAddress();
      return own.isAnyLocalAddress() ? LOOPBACK : own.getHostAddress();
    } catch (RuntimeException _) {
      // No way leads out.
      return LOOPBACK;
    }
  }
}
