package org.ostraka.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ostraka.base.HostPort;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;

/** A client and a server that answers what the test tells it to, byte by byte. */
final class BulkClientTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> heads = Collections.synchronizedList(new ArrayList<>());
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();
  private SSLServerSocket listener;
  private BulkClient.Tls tls;

  @BeforeEach
  void listen() throws Exception {
    Instant now = Instant.now();
    Identity identity =
        Authority.create("Athens", now)
            .issue(
                new Subject("s1", Role.NODE, List.of("127.0.0.1")), now, Authority.ISSUED_VALIDITY);
    listener =
        (SSLServerSocket)
            identity
                .sslContext()
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    listener.setSSLParameters(Identity.serverParameters());
    tls = new BulkClient.Tls(identity.sslContext(), Identity.clientParameters());
    Future<?> _ =
        threads.submit(() -> {
          while (true) {
            SSLSocket socket = (SSLSocket) listener.accept();
            connections.incrementAndGet();
            Future<?> _ = threads.submit(() -> serve(socket));
          }
        });
  }

  @AfterEach
  void close() throws Exception {
    listener.close();
    threads.shutdownNow();
  }

  /** Reads requests and gives one answer after the other; hangs up when there is none left. */
  private boolean serve(SSLSocket socket) throws IOException {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        heads.add(head);
        String length = head.replaceAll("(?s).*Content-Length: ([0-9]+).*", "$1");
        byte[] body = in.readNBytes(Integer.parseInt(length));
        String answer = answers.poll();
        if (answer == null) {
          return false;
        }
        String filled = answer.replace("BODY", new String(body, ISO_8859_1));
        socket.getOutputStream().write(filled.getBytes(ISO_8859_1));
        if (answers.isEmpty()) {
          return true;
        }
      }
    }
    return true;
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private BulkClient client(Duration rest) {
    HostPort address = new HostPort("127.0.0.1", listener.getLocalPort());
    return new BulkClient(address, tls, new BulkClient.Patience(LONG, LONG, rest), "secret");
  }

  private static String post(BulkClient client, byte[] body) throws Exception {
    return client.post(
        "/packs?a=b",
        body.length,
        out -> out.write(body),
        (status, answer) -> status + " " + new String(answer.readAllBytes(), ISO_8859_1));
  }

  private String answered(String answer) throws Exception {
    answers.add(answer);
    try (BulkClient client = client(LONG)) {
      return post(client, new byte[] {'x'});
    }
  }

  @Test
  void aLargeBodyGoesThereAndComesBackTheSame() throws Exception {
    byte[] body = new byte[1_000_000];
    new Random(1).nextBytes(body);
    answers.add("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nBODY");
    try (BulkClient client = client(LONG)) {
      assertThat(post(client, body)).isEqualTo("200 " + new String(body, ISO_8859_1));
    }
    assertThat(heads.getFirst())
        .startsWith("POST /packs?a=b HTTP/1.1\r\n")
        .contains("\r\nAuthorization: Bearer secret\r\n")
        .contains("\r\nHost: 127.0.0.1:" + listener.getLocalPort() + "\r\n");
  }

  @Test
  void anAnswerMayComeInPieces() throws Exception {
    String head = "HTTP/1.1 404 Not Found\r\ntransfer-encoding:  CHUNKED\r\n\r\n";
    assertThat(answered(head + "3\r\nabc\r\n0A;q=1\r\n0123456789\r\n0\r\nSum: 1\r\n\r\n"))
        .isEqualTo("404 abc0123456789");
    assertThat(answered(head + "0\r\n\r\n")).isEqualTo("404 ");
  }

  @Test
  void aConnectionIsUsedAgainUnlessItRestedOrItsAnswerWasItsLast() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    for (int number = 0; number < 6; number++) {
      answers.add(answer);
    }
    try (BulkClient client = client(LONG)) {
      assertThat(post(client, new byte[1]) + post(client, new byte[1])).isEqualTo("200 ok200 ok");
      assertThat(connections).hasValue(1);
      client.drop();
      assertThat(post(client, new byte[1])).isEqualTo("200 ok");
      assertThat(connections).hasValue(2);
    }
    try (BulkClient client = client(Duration.ZERO)) {
      assertThat(post(client, new byte[1]) + post(client, new byte[1])).isEqualTo("200 ok200 ok");
      assertThat(connections).hasValue(4);
    }
    answers.clear();
    answers.add(answer.replace("\r\n\r\n", "\r\nConnection: Close\r\n\r\n"));
    answers.add(answer);
    try (BulkClient client = client(LONG)) {
      assertThat(post(client, new byte[1]) + post(client, new byte[1])).isEqualTo("200 ok200 ok");
      assertThat(connections).hasValue(6);
    }
  }

  @Test
  void whatWasNotReadToItsEndIsNotUsedAgain() throws Exception {
    answers.add("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHTTP/1.1 ");
    answers.add("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    try (BulkClient client = client(LONG)) {
      int status = client.post("/", 0, _ -> {}, (it, answer) -> it + answer.readNBytes(3).length);
      assertThat(status).isEqualTo(203);
      assertThat(post(client, new byte[1])).isEqualTo("200 ok");
      assertThat(connections).hasValue(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nok",
        "HTTP/1.1 200 OK\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nno field\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 100 Continue\r\nContent-Length: 2\r\n\r\nok",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nokay\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\nok\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\nok\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: LONG\r\nContent-Length: 2\r\n\r\nok"
      })
  void anAnswerThatIsCutShortOrDamagedIsNone(String answer) {
    String said = answer.replace("LONG", "long".repeat(5_000));
    assertThatThrownBy(() -> answered(said)).isInstanceOf(IOException.class);
  }

  @Test
  void nobodyWaitsLongerThanToldToNorSendsATokenThatIsNone() throws Exception {
    HostPort address = new HostPort("127.0.0.1", listener.getLocalPort());
    BulkClient.Patience brief = new BulkClient.Patience(LONG, Duration.ofMillis(300), LONG);
    answers.add("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok");
    answers.add("never said, so that the connection stays");
    try (BulkClient client = new BulkClient(address, tls, brief, "secret")) {
      assertThatThrownBy(() -> post(client, new byte[1]))
          .isInstanceOf(SocketTimeoutException.class);
    }
    String trick = "secret\r\nX: y";
    assertThatThrownBy(() -> new BulkClient(address, tls, brief, trick))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
