package org.ostraka.base.identity;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.ostraka.base.Fault;

/**
 * Somebody who asks an authority elsewhere for a certificate: a key pair whose private half never
 * travels.
 */
public final class Applicant {
  private static final Path SENT = Path.of("what the authority sent");

  private final KeyPair keys;

  private Applicant(KeyPair keys) {
    this.keys = keys;
  }

  /** Makes a key pair, in memory. */
  public static Applicant create() {
    return new Applicant(Keys.generate());
  }

  /** The public key as an X.509 SubjectPublicKeyInfo in DER, for {@link Authority#certify}. */
  public byte[] publicKey() {
    return keys.getPublic().getEncoded();
  }

  /**
   * Joins what the authority sent with the private key.
   *
   * @param certificate of the public key, in DER
   * @param authority the authority's own certificate, in DER
   * @throws Fault if they do not belong to each other and to this key
   */
  public Identity accepted(byte[] certificate, byte[] authority, Instant now) throws Fault {
    X509Certificate root = Certificates.parse(authority, SENT);
    X509Certificate issued = Certificates.parse(certificate, SENT);
    Certificates.requireAuthority(root, SENT);
    Certificates.requireIssuedBy(root, issued, SENT);
    Certificates.requireValid(issued, now, SENT);
    if (!issued.getPublicKey().equals(keys.getPublic())) {
      throw Certificates.refused("foreign-key", SENT + " is a certificate of another key");
    }
    return Identity.issued(keys.getPrivate(), issued, root);
  }
}
