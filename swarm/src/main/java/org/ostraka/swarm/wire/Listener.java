package org.ostraka.swarm.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.SessionMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections on one port, each on a thread of its own, up to a limit. */
public final class Listener implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final int BACKLOG = 256;

  private final ServerSocket socket;
  private final SwarmTls tls;
  private final Semaphore free;
  private final Traffic traffic;

  /**
   * Listens.
   *
   * @param host the address to listen at; null for all
   * @param port 0 for any free one
   * @param most connections at a time; more are closed without an answer
   */
  public Listener(SwarmTls tls, @Nullable String host, int port, int most, Traffic traffic)
      throws IOException {
    this.tls = tls;
    this.traffic = traffic;
    this.free = new Semaphore(most);
    this.socket = new Accepting();
    socket.setReuseAddress(true);
    InetSocketAddress address =
        host == null
            ? new InetSocketAddress(port)
            : new InetSocketAddress(InetAddress.getByName(host), port);
    socket.bind(address, BACKLOG);
  }

  /** The port that it listens on. */
  public int port() {
    return socket.getLocalPort();
  }

  /**
   * Starts to accept.
   *
   * @param hello what each connection is greeted with
   * @param handler runs on the connection's own thread, and the connection ends with it
   */
  public void start(Supplier<SessionMessage.Hello> hello, Consumer<Connection> handler) {
    Thread.ofVirtual().name("swarm-listener").start(() -> acceptAll(hello, handler));
  }

  private void acceptAll(Supplier<SessionMessage.Hello> hello, Consumer<Connection> handler) {
    while (!socket.isClosed()) {
      try {
        CorkedSocket plain = (CorkedSocket) socket.accept();
        if (free.tryAcquire()) {
          traffic.start("swarm-connection", () -> serve(plain, hello, handler));
        } else {
          plain.close();
        }
      } catch (IOException e) {
        if (!socket.isClosed()) {
          LOG.warn("a connection could not be accepted: {}", e.toString());
        }
      }
    }
  }

  private void serve(
      CorkedSocket plain, Supplier<SessionMessage.Hello> hello, Consumer<Connection> handler) {
    try {
      Connection connection = Connection.accept(plain, tls, hello.get(), traffic);
      try {
        handler.accept(connection);
      } finally {
        connection.end();
      }
    } catch (IOException e) {
      LOG.debug("{} was not let in: {}", plain.getRemoteSocketAddress(), e.toString());
    } finally {
      free.release();
    }
  }

  /** Makes the sockets that TLS stands on. */
  private static final class Accepting extends ServerSocket {
    Accepting() throws IOException {
      super();
    }

    @Override
    public Socket accept() throws IOException {
      CorkedSocket accepted = new CorkedSocket();
      implAccept(accepted);
      return accepted;
    }
  }

  /** Stops to listen; connections go on. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
