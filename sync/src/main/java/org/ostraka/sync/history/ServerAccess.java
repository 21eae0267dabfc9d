package org.ostraka.sync.history;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.tmatesoft.svn.core.SVNErrorCode;
import org.tmatesoft.svn.core.SVNErrorMessage;
import org.tmatesoft.svn.core.SVNException;
import org.tmatesoft.svn.core.SVNURL;
import org.tmatesoft.svn.core.auth.BasicAuthenticationManager;
import org.tmatesoft.svn.core.auth.SVNAuthentication;
import org.tmatesoft.svn.core.auth.SVNPasswordAuthentication;
import org.tmatesoft.svn.core.auth.SVNUserNameAuthentication;
import org.tmatesoft.svn.core.io.SVNRepository;

/**
 * What one connection shows to a Subversion server, and what it asks of it: user and password of
 * the attachment, and a certificate that the machine's trust store vouches for, made out to the
 * server's name. SVNKit by itself would take any certificate.
 */
final class ServerAccess extends BasicAuthenticationManager {
  private static final int PATIENCE_MILLIS = 30_000;

  ServerAccess(HistoryPlace.Attached place) {
    super(authentications(place));
  }

  private static SVNAuthentication[] authentications(HistoryPlace.Attached place) {
    if (place.user().isEmpty()) {
      return new SVNAuthentication[0];
    }
    char[] password = place.password().toCharArray();
    return new SVNAuthentication[] {
      SVNPasswordAuthentication.newInstance(place.user(), password, false, null, false),
      SVNUserNameAuthentication.newInstance(place.user(), false, null, false)
    };
  }

  @Override
  public int getConnectTimeout(SVNRepository repository) {
    return PATIENCE_MILLIS;
  }

  @Override
  public int getReadTimeout(SVNRepository repository) {
    return PATIENCE_MILLIS;
  }

  @Override
  public TrustManager getTrustManager(SVNURL url) throws SVNException {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((@Nullable KeyStore) null);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509ExtendedTrustManager.class::isInstance)
          .map(X509ExtendedTrustManager.class::cast)
          .map(NamedServers::new)
          .findFirst()
          .orElseThrow(() -> new GeneralSecurityException("the JDK has no X.509 trust manager"));
    } catch (GeneralSecurityException e) {
      throw new SVNException(
          SVNErrorMessage.create(SVNErrorCode.RA_DAV_REQUEST_FAILED, e.toString()), e);
    }
  }

  /** The JDK's trust, with the check of the server's name that SVNKit does not ask for. */
  private static final class NamedServers extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager jdk;

    NamedServers(X509ExtendedTrustManager jdk) {
      this.jdk = jdk;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      if (!(socket instanceof SSLSocket tls)) {
        throw new CertificateException("no TLS connection");
      }
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      jdk.checkServerTrusted(chain, type, tls);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("only sockets are used here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("without the connection the name cannot be checked");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("this side is the client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("this side is the client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("this side is the client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return jdk.getAcceptedIssuers();
    }
  }
}
