package org.ostraka.sync.web;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.ostraka.base.Digest;
import org.ostraka.base.identity.Identity;

/**
 * TLS between desks and hub: the hub shows its certificate, and a desk accepts exactly the one
 * whose fingerprint it was told. No authority of the system counts, and no name: a hub may move.
 */
public final class HubTls {
  private static final String VERSION = "TLSv1.3";

  private HubTls() {}

  static SSLContext serverContext(Identity identity) {
    return context(new KeyManager[] {identity.keyManager()}, new TrustManager[0]);
  }

  static SSLParameters serverParameters() {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {VERSION});
    return parameters;
  }

  /**
   * For a desk.
   *
   * @param fingerprint SHA-256 of the hub's certificate, as {@link #fingerprint} writes it or
   *     without the colons
   */
  static SSLContext clientContext(String fingerprint) {
    return context(new KeyManager[0], new TrustManager[] {new Pinned(normal(fingerprint))});
  }

  static SSLParameters clientParameters() {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {VERSION});
    return parameters;
  }

  private static SSLContext context(KeyManager[] keys, TrustManager[] trust) {
    try {
      SSLContext context = SSLContext.getInstance(VERSION);
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS 1.3", e);
    }
  }

  /**
   * A fingerprint as people may write it, as digits alone.
   *
   * @throws IllegalArgumentException if it is not 64 hexadecimal digits, with colons or without
   */
  public static String normal(String fingerprint) {
    String digits = fingerprint.replace(":", "").toLowerCase(Locale.ROOT);
    return Digest.parse(digits).toString();
  }

  /** A certificate's fingerprint, as {@code openssl x509 -fingerprint -sha256} writes it. */
  public static String fingerprint(X509Certificate certificate) {
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(encoded(certificate).toBytes());
  }

  private static Digest encoded(X509Certificate certificate) {
    try {
      return Digest.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate has its encoding", e);
    }
  }

  /** Accepts one certificate. */
  private static final class Pinned extends X509ExtendedTrustManager {
    private final Digest expected;

    Pinned(String digits) {
      this.expected = Digest.parse(digits);
    }

    private void require(X509Certificate[] chain) throws CertificateException {
      Digest shown = encoded(chain[0]);
      if (!MessageDigest.isEqual(shown.toBytes(), expected.toBytes())) {
        throw new CertificateException(
            "the hub shows a certificate with the fingerprint " + fingerprint(chain[0]));
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      require(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      require(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      require(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      throw notAServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      throw notAServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw notAServer();
    }

    private static CertificateException notAServer() {
      return new CertificateException("this end is no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
