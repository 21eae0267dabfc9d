package org.ostraka.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;

/** A wide socket at one end, a socket of the JDK's at the other. */
final class WideSocketTest {
  private final Instant now = Instant.now();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Authority authority = Authority.create("Athens", now);
  private SSLServerSocket listener;
  private Future<SSLSocket> accepted;

  @BeforeEach
  void listen() throws Exception {
    listener =
        (SSLServerSocket)
            identity(authority)
                .sslContext()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    listener.setSSLParameters(Identity.serverParameters());
    accepted = threads.submit(() -> (SSLSocket) listener.accept());
  }

  @AfterEach
  void close() throws Exception {
    listener.close();
    threads.shutdownNow();
  }

  private Identity identity(Authority by) {
    return by.issue(
        new Subject("s1", Role.NODE, List.of("127.0.0.1")), now, Authority.ISSUED_VALIDITY);
  }

  /** Both ends of a connection. */
  private record Ends(WideSocket wide, SSLSocket plain, Counting counting) implements Closeable {
    @Override
    public void close() throws IOException {
      wide.close();
      plain.close();
    }
  }

  /** A socket that counts how often the system is asked for bytes. */
  private static final class Counting extends Socket {
    private final AtomicInteger reads = new AtomicInteger();

    /** Returns when so many bytes wait in the system. */
    void awaitBytes(int count) throws IOException {
      while (super.getInputStream().available() < count) {
        Thread.onSpinWait();
      }
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
          reads.incrementAndGet();
          return super.read(to, offset, length);
        }
      };
    }
  }

  private WideSocket connect(Identity as, Socket socket) throws IOException {
    socket.connect(listener.getLocalSocketAddress());
    SSLEngine engine = as.sslContext().createSSLEngine("127.0.0.1", listener.getLocalPort());
    engine.setUseClientMode(true);
    engine.setSSLParameters(Identity.clientParameters());
    return WideSocket.over(socket, engine);
  }

  private Ends ends() throws Exception {
    Counting counting = new Counting();
    Future<SSLSocket> plain =
        threads.submit(() -> {
          SSLSocket socket = accepted.get();
          socket.startHandshake();
          return socket;
        });
    return new Ends(connect(identity(authority), counting), plain.get(), counting);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] read(WideSocket from, int length, int atATime) throws IOException {
    byte[] all = new byte[length];
    for (int at = 0; at < length; ) {
      int count = from.read(all, at, Math.min(atATime, length - at));
      assertThat(count).as("after %d bytes", at).isPositive();
      at += count;
    }
    return all;
  }

  /** Large reads go past the socket's own memory, small ones do not; so do writes. */
  @ParameterizedTest
  @ValueSource(ints = {1_000, 20_000, 3_000_000})
  void carriesMuchBothWays(int atATime) throws Exception {
    byte[] sent = random(3_000_000);
    try (Ends ends = ends()) {
      Future<byte[]> got =
          threads.submit(() -> ends.plain.getInputStream().readNBytes(sent.length));
      for (int at = 0; at < sent.length; at += atATime) {
        ends.wide.write(sent, at, Math.min(atATime, sent.length - at));
      }
      ends.wide.flush();
      assertThat(got.get()).isEqualTo(sent);
      Future<?> answer =
          threads.submit(() -> {
            ends.plain.getOutputStream().write(sent);
            return true;
          });
      assertThat(read(ends.wide, sent.length, atATime)).isEqualTo(sent);
      answer.get();
    }
  }

  @Test
  void readsSeveralRecordsWithACall() throws Exception {
    byte[] sent = random(6 * WideEngine.CONTENT);
    try (Ends ends = ends()) {
      ends.plain.getOutputStream().write(sent);
      ends.counting.awaitBytes(sent.length / 2);
      int before = ends.counting.reads.get();
      assertThat(read(ends.wide, sent.length, sent.length)).isEqualTo(sent);
      assertThat(ends.counting.reads.get() - before).as("of six records").isLessThanOrEqualTo(4);
    }
  }

  @Test
  void whatIsLittleGoesWithTheNextFlush() throws Exception {
    try (Ends ends = ends()) {
      ends.plain.setSoTimeout(200);
      ends.wide.write(random(100), 0, 100);
      assertThatThrownBy(() -> ends.plain.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      ends.plain.setSoTimeout(10_000);
      ends.wide.flush();
      assertThat(ends.plain.getInputStream().readNBytes(100)).isEqualTo(random(100));
    }
  }

  @Test
  void theOtherEndsLeavingIsTheEnd() throws Exception {
    try (Ends ends = ends()) {
      ends.plain.getOutputStream().write(random(100));
      ends.plain.close();
      assertThat(read(ends.wide, 100, 100)).isEqualTo(random(100));
      assertThat(ends.wide.read(new byte[100], 0, 100)).isNegative();
    }
  }

  @Test
  void whoIsNotTrustedIsNotSpokenToAndLearnsIt() throws Exception {
    Identity stranger = identity(Authority.create("Sparta", now));
    Future<Boolean> shaken =
        threads.submit(() -> {
          accepted.get().startHandshake();
          return true;
        });
    assertThatThrownBy(() -> connect(stranger, new Socket())).isInstanceOf(SSLException.class);
    assertThatThrownBy(shaken::get).hasRootCauseInstanceOf(SSLException.class);
  }
}
