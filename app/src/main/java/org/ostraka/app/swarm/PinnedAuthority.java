package org.ostraka.app.swarm;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.ostraka.base.Digest;

/** Trusts whom one authority has certified, which is known by the digest of its certificate. */
final class PinnedAuthority extends X509ExtendedTrustManager {
  private final Digest authority;

  PinnedAuthority(Digest authority) {
    this.authority = authority;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    X509Certificate root = chain[chain.length - 1];
    if (chain.length != 2 || !Digest.of(root.getEncoded()).equals(authority)) {
      throw new CertificateException("not the organisation that the token names");
    }
    chain[0].checkValidity();
    try {
      chain[0].verify(root.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new CertificateException("not certified by the organisation's authority", e);
    }
  }

  private static CertificateException never() {
    return new CertificateException("nobody connects with a certificate here");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw never();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw never();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw never();
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
