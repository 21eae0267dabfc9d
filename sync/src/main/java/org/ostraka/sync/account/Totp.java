package org.ostraka.sync.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes that change every 30 seconds, as apps for telephones make them: RFC 6238 with HMAC-SHA-1
 * and six digits, which all of them know.
 *
 * @param secret in Base32 (RFC 4648), as it is typed into such an app
 */
record Totp(String secret) {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String MAC = "HmacSHA1";
  private static final int SECRET_BYTES = 20;
  private static final int BITS = 5;
  private static final int DIGITS = 6;
  private static final int MODULUS = 1_000_000;
  private static final long STEP_MILLIS = 30_000;

  /** A clock may be this many steps off. */
  private static final int SLACK = 1;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Checks the letters; {@link IllegalArgumentException} if there are others. */
  Totp {
    if (secret.isEmpty() || secret.chars().anyMatch(c -> ALPHABET.indexOf(c) < 0)) {
      throw new IllegalArgumentException("a secret is written in Base32");
    }
  }

  /** A fresh secret of 160 bits. */
  static Totp fresh() {
    StringBuilder secret = new StringBuilder();
    for (int at = 0; at < SECRET_BYTES * Byte.SIZE / BITS; at++) {
      secret.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return new Totp(secret.toString());
  }

  /**
   * The step of a code that is good now.
   *
   * @param lastStep whose code was used, so that no code up to it is good
   * @return empty if it is wrong, or was used
   */
  OptionalLong stepOf(String code, long nowMillis, long lastStep) {
    long now = nowMillis / STEP_MILLIS;
    for (long step = Math.max(now - SLACK, lastStep + 1); step <= now + SLACK; step++) {
      if (MessageDigest.isEqual(bytes(code), bytes(code(step)))) {
        return OptionalLong.of(step);
      }
    }
    return OptionalLong.empty();
  }

  private static byte[] bytes(String code) {
    return code.getBytes(StandardCharsets.UTF_8);
  }

  /** The code of a step (RFC 4226, section 5.3). */
  String code(long step) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key(), MAC));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int number = ByteBuffer.wrap(hash, hash[hash.length - 1] & 0xf, Integer.BYTES).getInt();
      String digits = String.valueOf((number & Integer.MAX_VALUE) % MODULUS);
      return "0".repeat(DIGITS - digits.length()) + digits;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-1", e);
    }
  }

  private byte[] key() {
    ByteBuffer key = ByteBuffer.allocate(secret.length() * BITS / Byte.SIZE);
    long bits = 0;
    int held = 0;
    for (int at = 0; at < secret.length(); at++) {
      bits = bits << BITS | ALPHABET.indexOf(secret.charAt(at));
      held += BITS;
      if (held >= Byte.SIZE) {
        held -= Byte.SIZE;
        key.put((byte) (bits >> held));
      }
    }
    return key.array();
  }

  /** Not the secret. */
  @Override
  public String toString() {
    return "Totp";
  }
}
