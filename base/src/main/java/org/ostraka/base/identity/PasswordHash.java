package org.ostraka.base.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What is kept of a password: Argon2id (RFC 9106) with a salt of its own, from which the password
 * cannot be had back but by trying. Written in the usual form {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, so that the cost can be raised later.
 */
public final class PasswordHash {

  /** The longest password in characters: hashing must not become work that strangers give us. */
  public static final int LONGEST_PASSWORD = 256;

  /** The shortest password that is accepted for a person, in characters. */
  public static final int SHORTEST_PASSWORD = 8;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /** The least that OWASP's password storage cheat sheet asks for: 19 MiB, two passes. */
  private static final Cost COST = new Cost(19_456, 2, 1);

  private static final Pattern WRITTEN =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,2}),p=([0-9])"
              + "\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

  private final Cost cost;
  private final byte[] salt;
  private final byte[] hash;

  /** Memory in KiB, passes, lanes. */
  private record Cost(int memoryKib, int passes, int lanes) {}

  private PasswordHash(Cost cost, byte[] salt, byte[] hash) {
    this.cost = cost;
    this.salt = salt;
    this.hash = hash;
  }

  /** The hash of a password that is to be kept; takes some 50 ms and 19 MiB by intention. */
  public static PasswordHash of(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return new PasswordHash(COST, salt, compute(COST, salt, password));
  }

  /**
   * Reads a hash as {@link #toString} writes it.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static PasswordHash parse(String text) {
    Matcher parts = WRITTEN.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not an Argon2id hash of the usual form");
    }
    Cost cost = new Cost(number(parts, 1), number(parts, 2), number(parts, 3));
    Base64.Decoder decoder = Base64.getDecoder();
    return new PasswordHash(cost, decoder.decode(parts.group(4)), decoder.decode(parts.group(5)));
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  private static byte[] compute(Cost cost, byte[] salt, String password) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib)
            .withIterations(cost.passes)
            .withParallelism(cost.lanes)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[HASH_BYTES];
    generator.generateBytes(password.getBytes(UTF_8), hash);
    return hash;
  }

  /** Whether this is the password; takes as long for a wrong one as for the right one. */
  public boolean matches(String password) {
    return password.length() <= LONGEST_PASSWORD
        && MessageDigest.isEqual(hash, compute(cost, salt, password));
  }

  /** The form that is kept. */
  @Override
  public String toString() {
    Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.memoryKib,
            cost.passes,
            cost.lanes,
            encoder.encodeToString(salt),
            encoder.encodeToString(hash));
  }
}
