package org.ostraka.web;

import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.webclient.api.ClientConnection;
import io.helidon.webclient.api.ConnectionKey;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.TcpClientConnection;
import io.helidon.webclient.api.WebClient;
import io.helidon.webclient.http1.Http1Client;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.HostPort;

/**
 * Connections to one server that stay open between requests.
 *
 * <p>Helidon's own cache has a thread read from each idle connection, to notice when the server
 * hangs up; every request then takes the connection from that thread and gives it back, which costs
 * more than the request itself when requests are small. Here nobody watches: what was not used for
 * a moment is not used again, because the server may have hung up meanwhile.
 *
 * <p>A connection that is used after a long rest costs memory at both ends, too: what Helidon has
 * read hangs together in a list, from which an element that grew old in the rest keeps all that
 * follow it from the collector of young garbage.
 */
public final class KeptConnections implements Closeable {
  private final long staleNanos;
  private final WebClient maker;
  private final ConnectionKey key;

  // Both guarded by this; the one that was used last comes first.
  private final Deque<Kept> kept = new ArrayDeque<>();
  private boolean closed;

  private record Kept(TcpClientConnection connection, long since) {}

  /**
   * @param connectTimeout how long to wait for a new one
   * @param rest what was not used for so long is not used again
   */
  public KeptConnections(HostPort address, Tls tls, Duration connectTimeout, Duration rest) {
    this.staleNanos = rest.toNanos();
    // Without delay: the end of a request must not wait until its beginning is acknowledged.
    this.maker =
        WebClient.builder()
            .servicesDiscoverServices(false)
            .socketOptions(
                SocketOptions.builder().connectTimeout(connectTimeout).tcpNoDelay(true).build())
            .build();
    this.key =
        ConnectionKey.create(
            "https",
            address.host(),
            address.port(),
            tls,
            maker.prototype().dnsResolver(),
            maker.prototype().dnsAddressLookup(),
            Proxy.noProxy());
  }

  /**
   * A connection for one request; it comes back here when its answer was read whole.
   *
   * @throws RuntimeException if the server cannot be connected to
   */
  public ClientConnection take() {
    TcpClientConnection used = freshestOrNull();
    return used == null ? connect() : used;
  }

  private @Nullable TcpClientConnection freshestOrNull() {
    List<Kept> stale = new ArrayList<>();
    TcpClientConnection fresh;
    synchronized (this) {
      while (!kept.isEmpty() && isStale(kept.getLast())) {
        stale.add(kept.removeLast());
      }
      fresh = kept.isEmpty() ? null : kept.removeFirst().connection();
    }
    hangUp(stale);
    return fresh;
  }

  private boolean isStale(Kept connection) {
    return System.nanoTime() - connection.since() > staleNanos;
  }

  private TcpClientConnection connect() {
    return TcpClientConnection.create(
            maker, key, List.of(Http1Client.PROTOCOL_ID), this::keeps, connection -> {})
        .connect();
  }

  private synchronized boolean keeps(TcpClientConnection connection) {
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
    connections.forEach(it -> it.connection().closeResource());
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
