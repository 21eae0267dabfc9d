package org.ostraka.base.identity;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.ostraka.base.Digest;

/**
 * Judges the server at the other end by what this end was told of it beforehand. No authority of
 * the system counts, and no name; and this end is no server.
 */
public final class PinnedTrust extends X509ExtendedTrustManager {
  private final Rule rule;

  private PinnedTrust(Rule rule) {
    this.rule = rule;
  }

  /** What a server's certificate chain must be like. */
  @FunctionalInterface
  public interface Rule {
    /**
     * Passes if it is.
     *
     * @param chain the server's own certificate first
     */
    void check(X509Certificate[] chain) throws CertificateException;
  }

  /** Accepts by this rule alone. */
  public static PinnedTrust by(Rule rule) {
    return new PinnedTrust(rule);
  }

  /**
   * Accepts exactly one certificate.
   *
   * @param certificate SHA-256 of it
   */
  public static PinnedTrust inCertificate(Digest certificate) {
    return by(chain -> {
      if (!matches(chain[0], certificate)) {
        throw new CertificateException(
            "it shows a certificate with the fingerprint " + Certificates.fingerprint(chain[0]));
      }
    });
  }

  /**
   * Accepts whom one authority has certified.
   *
   * @param authority SHA-256 of its certificate, which the server shows too
   */
  public static PinnedTrust inAuthority(Digest authority) {
    return by(chain -> {
      X509Certificate root = chain[chain.length - 1];
      if (chain.length != 2 || !matches(root, authority)) {
        throw new CertificateException("not the organisation that the token names");
      }
      chain[0].checkValidity();
      try {
        chain[0].verify(root.getPublicKey());
      } catch (GeneralSecurityException e) {
        throw new CertificateException("not certified by the organisation's authority", e);
      }
    });
  }

  private static boolean matches(X509Certificate certificate, Digest expected)
      throws CertificateException {
    return MessageDigest.isEqual(Digest.of(certificate.getEncoded()).toBytes(), expected.toBytes());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    rule.check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    rule.check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    rule.check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw noServer();
  }

  private static CertificateException noServer() {
    return new CertificateException("this end is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
