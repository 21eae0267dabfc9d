package org.ostraka.web;

import java.security.Principal;
import java.security.cert.Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/**
 * The session of a {@link WideEngine}: another's, that asks for larger buffers. A packet has room
 * for a record more: what fills the buffer for content is a little more than full records hold, and
 * is not to be sent by itself.
 */
record WideSession(SSLSession one) implements SSLSession {

  @Override
  public int getPacketBufferSize() {
    return one.getPacketBufferSize() * (WideEngine.RECORDS + 1);
  }

  @Override
  public int getApplicationBufferSize() {
    return one.getApplicationBufferSize() * WideEngine.RECORDS;
  }

  @Override
  public byte[] getId() {
    return one.getId();
  }

  @Override
  public SSLSessionContext getSessionContext() {
    return one.getSessionContext();
  }

  @Override
  public long getCreationTime() {
    return one.getCreationTime();
  }

  @Override
  public long getLastAccessedTime() {
    return one.getLastAccessedTime();
  }

  @Override
  public void invalidate() {
    one.invalidate();
  }

  @Override
  public boolean isValid() {
    return one.isValid();
  }

  @Override
  public void putValue(String name, Object value) {
    one.putValue(name, value);
  }

  @Override
  public @Nullable Object getValue(String name) {
    return one.getValue(name);
  }

  @Override
  public void removeValue(String name) {
    one.removeValue(name);
  }

  @Override
  public String[] getValueNames() {
    return one.getValueNames();
  }

  @Override
  public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
    return one.getPeerCertificates();
  }

  @Override
  public Certificate @Nullable [] getLocalCertificates() {
    return one.getLocalCertificates();
  }

  @Override
  public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
    return one.getPeerPrincipal();
  }

  @Override
  public @Nullable Principal getLocalPrincipal() {
    return one.getLocalPrincipal();
  }

  @Override
  public String getCipherSuite() {
    return one.getCipherSuite();
  }

  @Override
  public String getProtocol() {
    return one.getProtocol();
  }

  @Override
  public @Nullable String getPeerHost() {
    return one.getPeerHost();
  }

  @Override
  public int getPeerPort() {
    return one.getPeerPort();
  }
}
