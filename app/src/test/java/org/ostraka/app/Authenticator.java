package org.ostraka.app;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An app on somebody's phone that makes codes (RFC 6238: SHA-1, six digits, 30 seconds). */
final class Authenticator {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final long STEP_MILLIS = 30_000;

  private final byte[] secret;

  /** An app that was given this secret, in Base32. */
  Authenticator(String base32) {
    String letters = base32.replaceAll("[\\s=]", "");
    ByteBuffer bytes = ByteBuffer.allocate(letters.length() * 5 / 8);
    long bits = 0;
    int held = 0;
    for (int at = 0; at < letters.length(); at++) {
      bits = (bits << 5) | LETTERS.indexOf(letters.charAt(at));
      held += 5;
      if (held >= 8 && bytes.hasRemaining()) {
        held -= 8;
        bytes.put((byte) (bits >> held));
      }
    }
    this.secret = bytes.array();
  }

  /**
   * The code of a step.
   *
   * @param steps from the present one; codes of its neighbours are taken too, each code once
   */
  String code(int steps) throws GeneralSecurityException {
    long step = System.currentTimeMillis() / STEP_MILLIS + steps;
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(secret, "HmacSHA1"));
    ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(ByteBuffer.allocate(8).putLong(step).array()));
    int number = hash.getInt(hash.get(19) & 0xf) & Integer.MAX_VALUE;
    return "%06d".formatted(number % 1_000_000);
  }
}
