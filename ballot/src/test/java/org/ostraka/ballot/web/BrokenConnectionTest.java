package org.ostraka.ballot.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.HostPort;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.Role;
import org.ostraka.web.Answer;
import org.ostraka.web.Route;
import org.ostraka.web.Site;
import org.ostraka.web.Verb;

/** An answer that breaks off is never taken for a whole one, and a server may be restarted. */
final class BrokenConnectionTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @TempDir private Path folder;
  private Polis polis;
  private Identity node;
  private Identity booth;

  @BeforeEach
  void found() throws Exception {
    polis = new Polis(folder);
    node = polis.identity("s1", Role.NODE);
    booth = polis.identity("booth", Role.VOTING);
  }

  @AfterEach
  void end() throws Exception {
    polis.close();
  }

  @Test
  void anAnswerThatBreaksOffIsAFault() throws Exception {
    assertBroken(OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    assertBroken(OK + "Content-Length: 10\r\n\r\nhello");
    assertBroken(OK + "Content-Len");
    assertBroken("");
  }

  @Test
  void anAnswerThatIsNoHttpIsAFault() throws Exception {
    assertBroken("SSH-2.0-OpenSSH_9.2\r\n\r\n");
  }

  @Test
  void aFaultThatIsNoneOfOursIsSaidToBe() throws Exception {
    assertThat(fault("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 4\r\n\r\noops").code())
        .isEqualTo("not-a-ballot-server");
  }

  private void assertBroken(String answer) throws Exception {
    assertThat(fault(answer).kind()).as(answer).isEqualTo(FaultKind.UNAVAILABLE);
  }

  /** What a caller is told by a server that gives this answer and hangs up. */
  private Fault fault(String answer) throws Exception {
    try (SSLServerSocket socket = listening()) {
      Thread server = Thread.startVirtualThread(() -> answerOnce(socket, answer));
      HostPort address = new HostPort("127.0.0.1", socket.getLocalPort());
      try (ApiConnection connection = new ApiConnection(Polis.S1, address, booth)) {
        return catchFault(() -> connection.get("/v1/status", ApiConnection.SHORT));
      } finally {
        server.join();
      }
    }
  }

  private SSLServerSocket listening() throws IOException {
    SSLServerSocket socket =
        (SSLServerSocket)
            node.sslContext()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    socket.setSSLParameters(Identity.serverParameters());
    return socket;
  }

  private static void answerOnce(SSLServerSocket socket, String answer) {
    try (Socket caller = socket.accept()) {
      byte[] question = new byte[4096];
      assertThat(caller.getInputStream().read(question)).isPositive();
      caller.getOutputStream().write(answer.getBytes(US_ASCII));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private interface Question {
    byte[] ask() throws Fault, IOException, InterruptedException;
  }

  private static Fault catchFault(Question question) throws IOException, InterruptedException {
    try {
      throw new AssertionError("an answer: " + new String(question.ask(), US_ASCII));
    } catch (Fault e) {
      return e;
    }
  }

  @Test
  void aServerThatFailsInTheMiddleOfAnAnswerHangsUp() throws Exception {
    Route<?> failing =
        new Route<>(
            Verb.GET,
            "/v1/long",
            RoleDoor.ofEverybody(),
            call -> new Answer.Streamed("text/plain", BrokenConnectionTest::writeAndFail));
    try (BallotApi api = serving(failing);
        ApiConnection connection =
            new ApiConnection(Polis.S1, new HostPort("127.0.0.1", api.port()), booth)) {
      assertThat(catchFault(() -> connection.get("/v1/long", ApiConnection.SHORT)).kind())
          .isEqualTo(FaultKind.UNAVAILABLE);
    }
  }

  private BallotApi serving(Route<?> route) throws Fault {
    return serving(new HostPort("127.0.0.1", 0), route);
  }

  private BallotApi serving(HostPort address, Route<?> route) throws Fault {
    BallotCustoms customs = new BallotCustoms(polis.server(), new ApiMetrics(polis.parts()));
    return BallotApi.start(address, node, Site.of(List.of(route), customs));
  }

  private static void writeAndFail(OutputStream out) throws IOException {
    out.write(new byte[1 << 20]);
    out.flush();
    throw new IOException("the disk failed");
  }

  @Test
  void aRestartedServerIsFoundAgainWithoutAFault() throws Exception {
    Route<?> route =
        new Route<>(
            Verb.GET,
            "/v1/here",
            RoleDoor.ofEverybody(),
            call -> new Answer.Text("text/plain", "here"));
    BallotApi first = serving(route);
    HostPort address = new HostPort("127.0.0.1", first.port());
    try (ApiConnection connection = new ApiConnection(Polis.S1, address, booth)) {
      assertThat(connection.get("/v1/here", ApiConnection.SHORT)).asString().isEqualTo("here");
      first.close();
      assertThatExceptionOfType(Fault.class)
          .isThrownBy(() -> connection.get("/v1/here", ApiConnection.SHORT))
          .satisfies(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.UNAVAILABLE));
      try (BallotApi again = serving(address, route)) {
        assertThat(again.port()).isEqualTo(address.port());
        assertThat(connection.get("/v1/here", ApiConnection.SHORT)).asString().isEqualTo("here");
      }
    }
  }

  @Test
  void whoMayNotRegisterIsToldSoHoweverLongTheRoll() throws Exception {
    Path roll = folder.resolve("roll.csv");
    Files.write(roll, new byte[40 << 20]);
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(
            () -> polis.as(Role.NODE).administration().register(Polis.ARCHON, Polis.OPTIONS, roll))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("wrong-role"));
  }
}
