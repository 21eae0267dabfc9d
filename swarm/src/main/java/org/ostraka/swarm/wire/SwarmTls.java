package org.ostraka.swarm.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.ostraka.base.identity.Identity;
import org.ostraka.swarm.Endpoint;

/**
 * TLS 1.3 between members of the organisation, whoever of them opens the connection. Clients accept
 * connections too and have no host names, so who is there is decided by the key in the certificate
 * and the node identifier of HELLO (RFC section 4.3) and not by a host name.
 */
public final class SwarmTls {
  private static final int CONNECT_MILLIS = 1_000;
  private static final int HANDSHAKE_MILLIS = 5_000;

  /** AES-128 first: it is the fastest of the three on most machines, and strong enough. */
  private static final String[] SUITES = {
    "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
  };

  private final Identity identity;
  private final SSLContext context;
  private final X509ExtendedTrustManager members;

  /** TLS with this identity, trusting what the identity's authority issued and nothing else. */
  public SwarmTls(Identity identity) {
    this.identity = identity;
    try {
      this.members = members(identity.authority());
      this.context = SSLContext.getInstance("TLSv1.3");
      context.init(
          new KeyManager[] {identity.keyManager()},
          new TrustManager[] {new MemberTrust(members)},
          null);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform has TLS 1.3", e);
    }
  }

  private static X509ExtendedTrustManager members(X509Certificate authority)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("authority", authority);
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return List.of(factory.getTrustManagers()).stream()
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new IOException("no PKIX trust manager"));
  }

  public Identity identity() {
    return identity;
  }

  /** Judges a certificate that did not come with a connection. */
  X509ExtendedTrustManager memberTrust() {
    return members;
  }

  /** Connects and shakes hands; the socket still waits at most five seconds for each read. */
  SecureSocket connect(Endpoint endpoint) throws IOException {
    CorkedSocket plain = new CorkedSocket();
    try {
      plain.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), CONNECT_MILLIS);
      SSLSocket secure =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(plain, endpoint.host(), endpoint.port(), true);
      return handshake(plain, secure);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  /** Shakes hands on a connection that was accepted. */
  SecureSocket accept(CorkedSocket plain) throws IOException {
    try {
      SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
      secure.setUseClientMode(false);
      return handshake(plain, secure);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private static SecureSocket handshake(CorkedSocket plain, SSLSocket secure) throws IOException {
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    parameters.setCipherSuites(SUITES);
    parameters.setUseCipherSuitesOrder(true);
    parameters.setNeedClientAuth(true);
    secure.setSSLParameters(parameters);
    plain.setTcpNoDelay(true);
    secure.setSoTimeout(HANDSHAKE_MILLIS);
    secure.startHandshake();
    return new SecureSocket(plain, secure);
  }
}
