package org.ostraka.web;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.HostPort;

/**
 * A client for large requests and answers, on connections to one server that stay open between
 * them. Each call blocks its thread, which ought to be a virtual one; to interrupt it ends it.
 *
 * <p>It is here because others pass each byte of an answer on in fresh memory, which in a transfer
 * of gigabytes takes longer to make and to collect than the decryption.
 */
public final class BulkClient implements Closeable {
  private final HostPort address;
  private final Tls tls;
  private final Patience patience;
  private final String head;

  // Both guarded by this; the one that was used last comes first.
  private final Deque<Kept> kept = new ArrayDeque<>();
  private boolean closed;

  private record Kept(BulkConnection connection, long since) {}

  /** What the server must prove, and how. */
  public record Tls(SSLContext context, SSLParameters parameters) {}

  /**
   * How long to wait.
   *
   * @param connect for a connection
   * @param answer for anything of an answer
   * @param rest a connection that was not used for so long is not used again
   */
  public record Patience(Duration connect, Duration answer, Duration rest) {}

  /**
   * Connects when it is used.
   *
   * @param token for the Authorization header
   */
  public BulkClient(HostPort address, Tls tls, Patience patience, String token) {
    if (!token.chars().allMatch(it -> it > ' ' && it < 0x7f)) {
      throw new IllegalArgumentException("a token is of visible characters");
    }
    this.address = address;
    this.tls = tls;
    this.patience = patience;
    this.head = "Host: %s\r\nAuthorization: Bearer %s\r\n".formatted(address, token);
  }

  /** What is sent. */
  @FunctionalInterface
  public interface Body {
    /** Writes all of it. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** What an answer is made of. */
  @FunctionalInterface
  public interface Receiver<T> {
    /** Reads an answer with this status. */
    T receive(int status, InputStream answer) throws IOException, Fault;
  }

  /**
   * Posts a body and has its answer received.
   *
   * @param path as it is written in a URL
   * @param length the body's, in bytes
   */
  public <T> T post(String path, long length, Body body, Receiver<T> receiver)
      throws IOException, Fault {
    String start = "POST %s HTTP/1.1\r\n%sContent-Length: %d\r\n\r\n".formatted(path, head, length);
    BulkConnection connection = take();
    boolean whole = false;
    try {
      BulkConnection.Answer answer = connection.exchange(start, body::writeTo);
      T received = receiver.receive(answer.status(), answer.body());
      whole = answer.body().read() < 0 && !answer.last();
      return received;
    } finally {
      if (!whole || !keeps(connection)) {
        hangUp(connection);
      }
    }
  }

  private BulkConnection take() throws IOException {
    @Nullable BulkConnection used = freshestOrNull();
    return used == null ? connect() : used;
  }

  private @Nullable BulkConnection freshestOrNull() {
    List<Kept> stale = new ArrayList<>();
    @Nullable Kept fresh;
    synchronized (this) {
      while (!kept.isEmpty() && isStale(kept.getLast())) {
        stale.add(kept.removeLast());
      }
      fresh = kept.pollFirst();
    }
    hangUp(stale);
    return fresh == null ? null : fresh.connection();
  }

  /** The server may have hung up on it meanwhile, and nobody would have noticed. */
  private boolean isStale(Kept connection) {
    return System.nanoTime() - connection.since() > patience.rest().toNanos();
  }

  private BulkConnection connect() throws IOException {
    Socket socket = new Socket();
    // Without delay: the end of a request must not wait until its beginning is acknowledged.
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(Math.toIntExact(patience.answer().toMillis()));
    socket.connect(address.resolve(), Math.toIntExact(patience.connect().toMillis()));
    return new BulkConnection(WideSocket.over(socket, engine()));
  }

  private SSLEngine engine() {
    SSLEngine engine = tls.context().createSSLEngine(address.host(), address.port());
    engine.setUseClientMode(true);
    engine.setSSLParameters(tls.parameters());
    return engine;
  }

  private synchronized boolean keeps(BulkConnection connection) {
    if (!closed) {
      kept.addFirst(new Kept(connection, System.nanoTime()));
    }
    return !closed;
  }

  /** Hangs up on all that wait. */
  public void drop() {
    List<Kept> all;
    synchronized (this) {
      all = List.copyOf(kept);
      kept.clear();
    }
    hangUp(all);
  }

  private static void hangUp(List<Kept> connections) {
    connections.forEach(it -> hangUp(it.connection()));
  }

  private static void hangUp(BulkConnection connection) {
    try {
      connection.close();
    } catch (IOException _) {
      // It is given up in any case.
    }
  }

  /** Hangs up; a request under way goes on. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    drop();
  }
}
