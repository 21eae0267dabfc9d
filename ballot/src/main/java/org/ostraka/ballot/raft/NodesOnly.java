package org.ostraka.ballot.raft;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Peer;
import org.ostraka.base.identity.Role;

/**
 * The judge of the other end of a connection between servers: after the organisation's own rules,
 * only nodes pass, whichever end opened the connection. Whoever speaks here could read every ballot
 * and forge the log, so operators and voting processes are kept out.
 */
final class NodesOnly extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager organisation;

  NodesOnly(X509ExtendedTrustManager organisation) {
    this.organisation = organisation;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    organisation.checkClientTrusted(chain, authType, engine);
    requireNode(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    organisation.checkServerTrusted(chain, authType, engine);
    requireNode(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    organisation.checkClientTrusted(chain, authType, socket);
    requireNode(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    organisation.checkServerTrusted(chain, authType, socket);
    requireNode(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    organisation.checkClientTrusted(chain, authType);
    requireNode(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    organisation.checkServerTrusted(chain, authType);
    requireNode(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return organisation.getAcceptedIssuers();
  }

  private static void requireNode(X509Certificate[] chain) throws CertificateException {
    try {
      Peer.of(chain).require(Role.NODE);
    } catch (Fault e) {
      throw new CertificateException(e.text(), e);
    }
  }
}
