package org.ostraka.web;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiFunction;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A TLS engine that handles up to four records of application data in a call, where another handles
 * one: whoever uses it with buffers of the size it asks for reads and writes four times as much
 * with each call of the system. A record is at most 16 KiB (RFC 8446, section 5.1), and on a fast
 * way the calls take as long as the encryption.
 */
final class WideEngine extends SSLEngine {

  /** So many records fit into the buffers that the session asks for. */
  static final int RECORDS = 4;

  /**
   * So much content the JDK puts into a record: with the content's type and the cipher's tag it is
   * 16 KiB.
   */
  static final int CONTENT = (16 << 10) - 17;

  private final SSLEngine one;

  /**
   * @param one handles one record in a call
   */
  WideEngine(SSLEngine one) {
    super(one.getPeerHost(), one.getPeerPort());
    this.one = one;
  }

  private static boolean isPlain(SSLEngineResult result) {
    return result.getStatus() == Status.OK
        && result.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
  }

  private static SSLEngineResult sum(SSLEngineResult a, SSLEngineResult b) {
    return new SSLEngineResult(
        a.getStatus(),
        a.getHandshakeStatus(),
        a.bytesConsumed() + b.bytesConsumed(),
        a.bytesProduced() + b.bytesProduced());
  }

  private static long remaining(ByteBuffer[] buffers, int offset, int length) {
    long remaining = 0;
    for (int i = offset; i < offset + length; i++) {
      remaining += buffers[i].remaining();
    }
    return remaining;
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer[] from, int offset, int length, ByteBuffer to)
      throws SSLException {
    SSLEngineResult all = one.wrap(from, offset, length, to);
    int record = one.getSession().getPacketBufferSize();
    while (isPlain(all) && remaining(from, offset, length) > 0 && to.remaining() >= record) {
      SSLEngineResult next = one.wrap(from, offset, length, to);
      // What follows from its state is told by the next call.
      all = sum(all, next);
      if (!isPlain(next)) {
        break;
      }
    }
    return all;
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] to, int offset, int length)
      throws SSLException {
    SSLEngineResult all = one.unwrap(from, to, offset, length);
    int content = one.getSession().getApplicationBufferSize();
    while (isPlain(all)
        && all.bytesProduced() > 0
        && from.hasRemaining()
        && remaining(to, offset, length) >= content) {
      int before = from.position();
      SSLEngineResult next = one.unwrap(from, to, offset, length);
      if (next.getStatus() == Status.CLOSED) {
        // Told by the next call, which finds bytes that wait and therefore comes at once: told now
        // it would be thought to have come without the content before it.
        from.position(before);
        break;
      }
      all = sum(all, next);
      if (!isPlain(next)) {
        break;
      }
    }
    return all;
  }

  @Override
  public SSLSession getSession() {
    return new WideSession(one.getSession());
  }

  @Override
  public @Nullable SSLSession getHandshakeSession() {
    return one.getHandshakeSession();
  }

  @Override
  public @Nullable Runnable getDelegatedTask() {
    return one.getDelegatedTask();
  }

  @Override
  public void closeInbound() throws SSLException {
    one.closeInbound();
  }

  @Override
  public boolean isInboundDone() {
    return one.isInboundDone();
  }

  @Override
  public void closeOutbound() {
    one.closeOutbound();
  }

  @Override
  public boolean isOutboundDone() {
    return one.isOutboundDone();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return one.getSupportedCipherSuites();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return one.getEnabledCipherSuites();
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    one.setEnabledCipherSuites(suites);
  }

  @Override
  public String[] getSupportedProtocols() {
    return one.getSupportedProtocols();
  }

  @Override
  public String[] getEnabledProtocols() {
    return one.getEnabledProtocols();
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {
    one.setEnabledProtocols(protocols);
  }

  @Override
  public void beginHandshake() throws SSLException {
    one.beginHandshake();
  }

  @Override
  public HandshakeStatus getHandshakeStatus() {
    return one.getHandshakeStatus();
  }

  @Override
  public void setUseClientMode(boolean mode) {
    one.setUseClientMode(mode);
  }

  @Override
  public boolean getUseClientMode() {
    return one.getUseClientMode();
  }

  @Override
  public void setNeedClientAuth(boolean need) {
    one.setNeedClientAuth(need);
  }

  @Override
  public boolean getNeedClientAuth() {
    return one.getNeedClientAuth();
  }

  @Override
  public void setWantClientAuth(boolean want) {
    one.setWantClientAuth(want);
  }

  @Override
  public boolean getWantClientAuth() {
    return one.getWantClientAuth();
  }

  @Override
  public void setEnableSessionCreation(boolean may) {
    one.setEnableSessionCreation(may);
  }

  @Override
  public boolean getEnableSessionCreation() {
    return one.getEnableSessionCreation();
  }

  @Override
  public SSLParameters getSSLParameters() {
    return one.getSSLParameters();
  }

  @Override
  public void setSSLParameters(SSLParameters parameters) {
    one.setSSLParameters(parameters);
  }

  @Override
  public @Nullable String getApplicationProtocol() {
    return one.getApplicationProtocol();
  }

  @Override
  public @Nullable String getHandshakeApplicationProtocol() {
    return one.getHandshakeApplicationProtocol();
  }

  @Override
  public void setHandshakeApplicationProtocolSelector(
      BiFunction<SSLEngine, List<String>, String> selector) {
    one.setHandshakeApplicationProtocolSelector(selector);
  }

  @Override
  public @Nullable BiFunction<SSLEngine, List<String>, String>
      getHandshakeApplicationProtocolSelector() {
    return one.getHandshakeApplicationProtocolSelector();
  }
}
