package org.ostraka.app.swarm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.ostraka.base.Digest;
import org.ostraka.swarm.Endpoint;

/**
 * A token that lets its bearer enrol once: where, with which secret, and by which authority, so
 * that neither side can be somebody else.
 *
 * <p>Written {@code HOST:PORT/SECRET/AUTHORITY}, the last two in hexadecimal digits.
 *
 * @param secret 32 random hexadecimal digits
 * @param authority the digest of the authority's certificate
 */
record Invitation(Endpoint endpoint, String secret, Digest authority) {
  private static final int SECRET_BYTES = 16;

  static String drawSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  static Invitation parse(String token) {
    String[] parts = token.split("/", -1);
    if (parts.length != 3 || !parts[1].matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("this is not a token: copy the whole line of 'invite'");
    }
    return new Invitation(Endpoint.parse(parts[0]), parts[1], Digest.parse(parts[2]));
  }

  /** Whether somebody showed the secret; takes as long for any that is wrong. */
  boolean isShown(byte[] shown) {
    return MessageDigest.isEqual(secret.getBytes(StandardCharsets.US_ASCII), shown);
  }

  /** The token. */
  String text() {
    return endpoint + "/" + secret + "/" + authority;
  }
}
