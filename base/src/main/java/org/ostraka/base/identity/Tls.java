package org.ostraka.base.identity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** The JDK's TLS, set up by the organisation's rules. */
final class Tls {
  static final String VERSION = "TLSv1.3";

  /** The JDK's name for checking the server's name as HTTPS does (RFC 9110, section 4.3.4). */
  private static final String HOST_CHECK = "HTTPS";

  /** The key store lives in memory only, where a password protects nothing. */
  private static final char[] NO_PASSWORD = {};

  private Tls() {}

  static SSLContext context(KeyManager key, TrustManager trust) {
    try {
      SSLContext context = SSLContext.getInstance(VERSION);
      context.init(new KeyManager[] {key}, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw impossible(e);
    }
  }

  static SSLParameters serverParameters() {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {VERSION});
    parameters.setNeedClientAuth(true);
    return parameters;
  }

  static SSLParameters clientParameters() {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {VERSION});
    parameters.setEndpointIdentificationAlgorithm(HOST_CHECK);
    return parameters;
  }

  static X509ExtendedKeyManager keyManager(
      PrivateKey key, X509Certificate certificate, X509Certificate authority) {
    try {
      // The key never leaves memory here: a store that derives a key from the password would only
      // make every command start a tenth of a second later.
      KeyStore store = emptyStore("JKS");
      store.setKeyEntry("self", key, NO_PASSWORD, new X509Certificate[] {certificate, authority});
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(store, NO_PASSWORD);
      return only(X509ExtendedKeyManager.class, factory.getKeyManagers());
    } catch (GeneralSecurityException | IOException e) {
      throw impossible(e);
    }
  }

  /** Trusts what this authority issued, by the path rules of RFC 5280, and nothing else. */
  static X509ExtendedTrustManager pathValidation(X509Certificate authority) {
    try {
      KeyStore store = emptyStore("PKCS12");
      store.setCertificateEntry("authority", authority);
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      return only(X509ExtendedTrustManager.class, factory.getTrustManagers());
    } catch (GeneralSecurityException | IOException e) {
      throw impossible(e);
    }
  }

  private static KeyStore emptyStore(String type) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    return store;
  }

  private static <T> T only(Class<T> type, Object[] managers) {
    return Stream.of(managers)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("every Java platform has a " + type));
  }

  /** The cause stays out: nothing that touched a private key is shown. */
  private static IllegalStateException impossible(Exception e) {
    return new IllegalStateException(
        "this Java platform lacks TLS 1.3 or PKIX: " + e.getClass().getName());
  }
}
