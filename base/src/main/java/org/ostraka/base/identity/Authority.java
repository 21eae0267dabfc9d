package org.ostraka.base.identity;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.ostraka.base.Fault;

/**
 * An organisation's certificate authority: the one key that says who belongs to it and in which
 * role. Whoever holds its directory can make themselves anything, so it belongs on the machine of
 * an administrator and on no server.
 *
 * <pre>
 * directory/           0700
 *   authority.pem      the self-signed certificate, which every identity carries a copy of
 *   authority-key.pem  0600, PKCS#8
 * </pre>
 */
public final class Authority {

  /** The name of the authority's certificate in its own directory and in each identity's. */
  public static final String CERTIFICATE_FILE = "authority.pem";

  /** The name of the authority's private key, in its own directory only. */
  public static final String KEY_FILE = "authority-key.pem";

  /** How long a new authority is valid: 10 years. */
  public static final Duration VALIDITY = Duration.ofDays(3653);

  /** How long a certificate is valid unless something else is asked for: 2 years. */
  public static final Duration ISSUED_VALIDITY = Duration.ofDays(731);

  private static final Pattern ORGANISATION =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} .&'-]{0,49}");

  private final PrivateKey key;
  private final X509Certificate certificate;

  private Authority(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  /**
   * Makes a new authority, in memory until it is saved.
   *
   * @param organisation its name for people: 1 to 50 letters, digits, spaces and {@code . & ' -}
   */
  public static Authority create(String organisation, Instant now) {
    if (!ORGANISATION.matcher(organisation).matches()) {
      throw new IllegalArgumentException(
          "organisation '%s': 1 to 50 letters, digits, spaces and . & ' -".formatted(organisation));
    }
    KeyPair keys = Keys.generate();
    Issuer.Validity validity = Issuer.Validity.startingAt(now, VALIDITY);
    return new Authority(keys.getPrivate(), Issuer.selfSigned(organisation, keys, validity));
  }

  /**
   * Makes a new identity, with a key of its own.
   *
   * @param validity from now on, and never beyond the authority's own
   */
  public Identity issue(Subject subject, Instant now, Duration validity) {
    if (!validity.isPositive()) {
      throw new IllegalArgumentException("validity " + validity + ": must be more than zero");
    }
    KeyPair keys = Keys.generate();
    X509Certificate issued =
        Issuer.issue(
            certificate, key, subject, keys.getPublic(), Issuer.Validity.startingAt(now, validity));
    return Identity.issued(keys.getPrivate(), issued, certificate);
  }

  /**
   * Certifies a key that somebody else keeps.
   *
   * @param publicKey of an {@link Applicant}
   * @return the certificate in DER
   * @throws Fault INVALID_INPUT if this is no public key on P-256
   */
  public byte[] certify(Subject subject, byte[] publicKey, Instant now, Duration validity)
      throws Fault {
    Issuer.Validity period = Issuer.Validity.startingAt(now, validity);
    try {
      return Issuer.issue(certificate, key, subject, Keys.parsePublic(publicKey), period)
          .getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate in memory has its encoding", e);
    }
  }

  /**
   * Writes the two files, durably. An authority is never overwritten.
   *
   * @throws Fault ALREADY_EXISTS if another one is there
   */
  public void save(Path directory) throws Fault {
    IdentityFiles files = IdentityFiles.in(directory);
    files.ensureKey(KEY_FILE, key);
    files.ensureCertificate(CERTIFICATE_FILE, certificate);
  }

  /**
   * Reads an authority that was saved.
   *
   * @throws Fault naming the file and the rule that it breaks
   */
  public static Authority load(Path directory, Instant now) throws Fault {
    IdentityFiles files = IdentityFiles.in(directory);
    X509Certificate certificate = files.certificate(CERTIFICATE_FILE);
    Certificates.requireAuthority(certificate, files.path(CERTIFICATE_FILE));
    Certificates.requireValid(certificate, now, files.path(CERTIFICATE_FILE));
    return new Authority(files.keyOf(KEY_FILE, certificate), certificate);
  }

  /** The certificate that everybody in the organisation trusts. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** The certificate's fingerprint, to be compared by people. */
  public String fingerprint() {
    return Certificates.fingerprint(certificate);
  }

  @Override
  public String toString() {
    return "Authority[%s, %s]".formatted(certificate.getSubjectX500Principal(), fingerprint());
  }
}
