package org.ostraka.sync.web;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.ostraka.base.Digest;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.PinnedTrust;
import org.ostraka.web.TlsTerms;

/**
 * TLS between desks and hub: the hub shows its certificate, and a desk accepts exactly the one
 * whose fingerprint it was told. No authority of the system counts, and no name: a hub may move.
 */
public final class HubTls {
  private static final String VERSION = "TLSv1.3";

  /** The shorter key first: it is as safe here, and a gigabyte takes a fifth less time with it. */
  private static final String[] CIPHERS = {
    "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
  };

  private HubTls() {}

  /** For a hub, to whom callers show tokens and no certificates. */
  static TlsTerms server(Identity identity) {
    return new TlsTerms(
        context(new KeyManager[] {identity.keyManager()}, new TrustManager[0]), parameters());
  }

  /**
   * For a desk.
   *
   * @param fingerprint SHA-256 of the hub's certificate, as {@link #fingerprint} writes it or
   *     without the colons
   */
  public static SSLContext clientContext(String fingerprint) {
    return context(
        new KeyManager[0],
        new TrustManager[] {PinnedTrust.inCertificate(Digest.parse(normal(fingerprint)))});
  }

  /** TLS 1.3 and nothing else. */
  public static SSLParameters parameters() {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {VERSION});
    parameters.setCipherSuites(CIPHERS);
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
    if (!digits.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "fingerprint '%s': 64 hexadecimal digits, with colons or without, as the hub prints them"
              .formatted(fingerprint));
    }
    return digits;
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
}
