package org.ostraka.base.identity;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;

/**
 * The judge of certificates at the other end: first the path to the authority, then the rules of
 * the organisation. It also refuses connections that a library set up too loosely, so that a
 * forgotten parameter is an error and not a hole.
 */
final class OrganisationTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager path;

  private OrganisationTrust(X509ExtendedTrustManager path) {
    this.path = path;
  }

  static OrganisationTrust in(X509Certificate authority) {
    return new OrganisationTrust(Tls.pathValidation(authority));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    requireTls13(tls(socket).getHandshakeSession());
    path.checkClientTrusted(chain, authType, socket);
    roleOf(chain[0]);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    requireTls13(engine.getHandshakeSession());
    path.checkClientTrusted(chain, authType, engine);
    roleOf(chain[0]);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    requireTls13(tls(socket).getHandshakeSession());
    requireHostCheck(tls(socket).getSSLParameters());
    path.checkServerTrusted(chain, authType, socket);
    requireNode(chain[0]);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    requireTls13(engine.getHandshakeSession());
    requireHostCheck(engine.getSSLParameters());
    path.checkServerTrusted(chain, authType, engine);
    requireNode(chain[0]);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw unseen();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw unseen();
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return path.getAcceptedIssuers();
  }

  private static SSLSocket tls(Socket socket) throws CertificateException {
    if (socket instanceof SSLSocket tls) {
      return tls;
    }
    throw unseen();
  }

  private static void requireTls13(@Nullable SSLSession session) throws CertificateException {
    if (session == null || !session.getProtocol().equals(Tls.VERSION)) {
      throw new CertificateException("only " + Tls.VERSION + " is spoken here");
    }
  }

  private static void requireHostCheck(SSLParameters parameters) throws CertificateException {
    @Nullable String algorithm = parameters.getEndpointIdentificationAlgorithm();
    if (algorithm == null || algorithm.isEmpty()) {
      throw new CertificateException(
          "this connection does not check the server's name: use Identity.clientParameters()");
    }
  }

  private static void requireNode(X509Certificate certificate) throws CertificateException {
    Role role = roleOf(certificate);
    if (role != Role.NODE) {
      throw new CertificateException(
          "the server's certificate has the role %s and not node".formatted(role.word()));
    }
  }

  private static Role roleOf(X509Certificate certificate) throws CertificateException {
    try {
      return Role.of(certificate);
    } catch (Fault e) {
      throw new CertificateException(e.text(), e);
    }
  }

  private static CertificateException unseen() {
    return new CertificateException("the connection cannot be seen, so it cannot be judged");
  }
}
