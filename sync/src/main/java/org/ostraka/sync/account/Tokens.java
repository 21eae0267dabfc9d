package org.ostraka.sync.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Base64;
import org.ostraka.base.Digest;

/** The secrets that stand for a sign-in: 256 random bits each. */
final class Tokens {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;
  private static final int LONGEST = 100;

  private Tokens() {}

  static String fresh() {
    byte[] secret = new byte[BYTES];
    RANDOM.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /** What is kept of one, and found by; of what is far too long, that of nothing. */
  static Digest digest(String token) {
    return Digest.of((token.length() > LONGEST ? "" : token).getBytes(UTF_8));
  }
}
