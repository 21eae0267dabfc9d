package org.ostraka.base.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;

/** One real TLS connection over loopback, and what each end learned about the other. */
final class Handshake {

  /** Only so that a broken test ends: no assertion depends on it. */
  private static final int GIVE_UP_MILLIS = 20_000;

  private Handshake() {}

  /** One end: how it is set up. */
  record End(SSLContext context, SSLParameters parameters) {
    static End serving(Identity identity) {
      return new End(identity.sslContext(), Identity.serverParameters());
    }

    static End connecting(Identity identity) {
      return new End(identity.sslContext(), Identity.clientParameters());
    }

    End with(SSLParameters other) {
      return new End(context, other);
    }
  }

  /** What one end has at the end: the other one's name and role, or why not. */
  record Outcome(@Nullable Peer peer, @Nullable String protocol, @Nullable Exception refusal) {}

  /** What both ends have. */
  record Result(Outcome server, Outcome client) {}

  /** Connects to the server under a name that the client believes to be the server's. */
  static Result between(End server, End client, String host) throws Exception {
    try (SSLServerSocket listener = listen(server);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> serving = threads.submit(() -> serve(listener));
      Outcome connected = connect(client, host, listener.getLocalPort());
      return new Result(serving.get(), connected);
    }
  }

  private static SSLServerSocket listen(End server) throws IOException {
    SSLServerSocket listener =
        (SSLServerSocket) server.context.getServerSocketFactory().createServerSocket();
    listener.setSSLParameters(server.parameters);
    listener.setSoTimeout(GIVE_UP_MILLIS);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return listener;
  }

  private static Outcome serve(SSLServerSocket listener) {
    try (SSLSocket socket = (SSLSocket) listener.accept()) {
      socket.setSoTimeout(GIVE_UP_MILLIS);
      socket.startHandshake();
      Outcome outcome = accepted(socket.getSession());
      socket.getOutputStream().write('!');
      return outcome;
    } catch (IOException | Fault e) {
      return new Outcome(null, null, e);
    }
  }

  private static Outcome connect(End client, String host, int port) {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        SSLSocket socket =
            (SSLSocket) client.context.getSocketFactory().createSocket(plain, host, port, true)) {
      socket.setSoTimeout(GIVE_UP_MILLIS);
      socket.setSSLParameters(client.parameters);
      socket.startHandshake();
      Outcome outcome = accepted(socket.getSession());
      // In TLS 1.3 the server judges the client after the client believes to be done.
      if (socket.getInputStream().read() != '!') {
        throw new IOException("the server closed the connection");
      }
      return outcome;
    } catch (IOException | Fault e) {
      return new Outcome(null, null, e);
    }
  }

  private static Outcome accepted(SSLSession session) throws Fault {
    return new Outcome(Peer.of(session), session.getProtocol(), null);
  }
}
