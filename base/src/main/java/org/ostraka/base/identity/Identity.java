package org.ostraka.base.identity;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.ostraka.base.Fault;

/**
 * Who a process is in its organisation: a private key, the certificate that goes with it, and the
 * authority's certificate, by which it knows the others. The private key leaves it only towards TLS
 * and its file.
 *
 * <pre>
 * directory/         0700
 *   key.pem          0600, PKCS#8
 *   certificate.pem  name, role, hosts
 *   authority.pem    the only authority that is trusted, whatever the system trusts
 * </pre>
 */
public final class Identity {

  /** The name of the private key's file. */
  public static final String KEY_FILE = "key.pem";

  /** The name of the certificate's file. */
  public static final String CERTIFICATE_FILE = "certificate.pem";

  private final PrivateKey key;
  private final X509Certificate certificate;
  private final X509Certificate authority;
  private final Peer self;

  private Identity(
      PrivateKey key, X509Certificate certificate, X509Certificate authority, Peer self) {
    this.key = key;
    this.certificate = certificate;
    this.authority = authority;
    this.self = self;
  }

  static Identity issued(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
    try {
      return new Identity(key, certificate, authority, Peer.of(certificate));
    } catch (Fault e) {
      throw new IllegalStateException("what we issue names its holder and a role", e);
    }
  }

  /**
   * Reads an identity that was saved.
   *
   * @throws Fault naming the file and the rule that it breaks
   */
  public static Identity load(Path directory, Instant now) throws Fault {
    IdentityFiles files = IdentityFiles.in(directory);
    X509Certificate authority = files.certificate(Authority.CERTIFICATE_FILE);
    Certificates.requireAuthority(authority, files.path(Authority.CERTIFICATE_FILE));
    Certificates.requireValid(authority, now, files.path(Authority.CERTIFICATE_FILE));
    X509Certificate certificate = files.certificate(CERTIFICATE_FILE);
    Certificates.requireIssuedBy(authority, certificate, files.path(CERTIFICATE_FILE));
    Certificates.requireValid(certificate, now, files.path(CERTIFICATE_FILE));
    PrivateKey key = files.keyOf(KEY_FILE, certificate);
    return new Identity(key, certificate, authority, Peer.of(certificate));
  }

  /**
   * Writes the three files, durably. An identity is never overwritten.
   *
   * @throws Fault ALREADY_EXISTS if another one is there
   */
  public void save(Path directory) throws Fault {
    IdentityFiles files = IdentityFiles.in(directory);
    files.ensureKey(KEY_FILE, key);
    files.ensureCertificate(CERTIFICATE_FILE, certificate);
    files.ensureCertificate(Authority.CERTIFICATE_FILE, authority);
  }

  /** The holder's name in the organisation. */
  public String name() {
    return self.name();
  }

  public Role role() {
    return self.role();
  }

  /** The last moment at which others accept it. */
  public Instant validUntil() {
    return certificate.getNotAfter().toInstant();
  }

  /** The certificate's fingerprint, to be compared by people. */
  public String fingerprint() {
    return Certificates.fingerprint(certificate);
  }

  public X509Certificate certificate() {
    return certificate;
  }

  public X509Certificate authority() {
    return authority;
  }

  /**
   * For both ends of a connection. It presents this identity and trusts the organisation's
   * authority alone. A JDK context cannot hold the rest of the rules: give every socket and engine
   * {@link #serverParameters()} or {@link #clientParameters()} too. A connection that lacks them is
   * refused by {@link #trustManager()} where it can see it, and by {@link Peer} otherwise.
   */
  public SSLContext sslContext() {
    return Tls.context(keyManager(), trustManager());
  }

  /** What every serving socket or engine needs: TLS 1.3 only, and a certificate of the client. */
  public static SSLParameters serverParameters() {
    return Tls.serverParameters();
  }

  /** What every connecting socket or engine needs: TLS 1.3 only, and the right server's name. */
  public static SSLParameters clientParameters() {
    return Tls.clientParameters();
  }

  /** The key and certificate, for libraries that make their own context. */
  public X509ExtendedKeyManager keyManager() {
    return Tls.keyManager(key, certificate, authority);
  }

  /**
   * The judge of the other end, for libraries that make their own context: it accepts TLS 1.3,
   * certificates of the organisation's authority that name a role, and as servers only nodes, whose
   * name is checked.
   */
  public X509ExtendedTrustManager trustManager() {
    return OrganisationTrust.in(authority);
  }

  @Override
  public String toString() {
    return "Identity[%s, %s, %s]".formatted(name(), role().word(), fingerprint());
  }
}
