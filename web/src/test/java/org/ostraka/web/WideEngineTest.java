package org.ostraka.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;

/** A wide engine at one end, an engine of the JDK's at the other. */
final class WideEngineTest {
  /** So much content the JDK puts into a record of 16 KiB. */
  private static final int RECORD = 16_367;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private SSLEngine wide;
  private SSLEngine narrow;

  /** What the narrow end has sent and the wide end has not read, and the other way round. */
  private final ByteBuffer toWide = ByteBuffer.allocate(1 << 20).flip();

  private final ByteBuffer toNarrow = ByteBuffer.allocate(1 << 20).flip();

  @BeforeEach
  void connect() throws Exception {
    Instant now = Instant.now();
    Identity identity =
        Authority.create("Athens", now)
            .issue(
                new Subject("s1", Role.NODE, List.of("127.0.0.1")), now, Authority.ISSUED_VALIDITY);
    wide = new WideContext(identity.sslContext()).createSSLEngine();
    wide.setUseClientMode(false);
    wide.setSSLParameters(Identity.serverParameters());
    narrow = identity.sslContext().createSSLEngine("127.0.0.1", 1);
    narrow.setUseClientMode(true);
    narrow.setSSLParameters(Identity.clientParameters());
    wide.beginHandshake();
    narrow.beginHandshake();
    ByteBuffer none = ByteBuffer.allocate(wide.getSession().getApplicationBufferSize());
    while (isBusy(narrow) || isBusy(wide) || toWide.hasRemaining() || toNarrow.hasRemaining()) {
      step(narrow, toNarrow, toWide, none);
      step(wide, toWide, toNarrow, none);
    }
  }

  private static boolean isBusy(SSLEngine engine) {
    return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
  }

  private static void step(SSLEngine engine, ByteBuffer from, ByteBuffer to, ByteBuffer content)
      throws SSLException {
    switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> engine.getDelegatedTask().run();
      case NEED_WRAP -> {
        SSLEngineResult _ = wrap(engine, NOTHING, to);
      }
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> {
        if (from.hasRemaining()) {
          SSLEngineResult _ = engine.unwrap(from, content);
        }
      }
    }
  }

  private static SSLEngineResult wrap(SSLEngine engine, ByteBuffer content, ByteBuffer to)
      throws SSLException {
    to.compact();
    SSLEngineResult result = engine.wrap(content, to);
    to.flip();
    return result;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private void narrowSends(byte[] content) throws SSLException {
    ByteBuffer from = ByteBuffer.wrap(content);
    while (from.hasRemaining()) {
      assertThat(wrap(narrow, from, toWide).getStatus()).isEqualTo(Status.OK);
    }
  }

  private ByteBuffer room() {
    return ByteBuffer.allocate(wide.getSession().getApplicationBufferSize());
  }

  private static byte[] taken(ByteBuffer content) {
    byte[] bytes = new byte[content.flip().remaining()];
    content.get(bytes);
    return bytes;
  }

  @Test
  void takesFourRecordsInACall() throws Exception {
    byte[] sent = random(4 * RECORD);
    narrowSends(sent);
    ByteBuffer content = room();
    SSLEngineResult result = wide.unwrap(toWide, content);
    assertThat(result.bytesProduced()).isEqualTo(sent.length);
    assertThat(toWide.remaining()).isZero();
    assertThat(taken(content)).isEqualTo(sent);
  }

  @Test
  void leavesARecordThatIsNotWholeForTheNextCall() throws Exception {
    byte[] sent = random(3 * RECORD);
    narrowSends(sent);
    int last = toWide.limit();
    toWide.limit(last - 1);
    ByteBuffer content = room();
    SSLEngineResult result = wide.unwrap(toWide, content);
    assertThat(result.getStatus()).isEqualTo(Status.OK);
    assertThat(result.bytesProduced()).isEqualTo(2 * RECORD);
    assertThat(result.bytesConsumed()).isEqualTo(toWide.position());
    toWide.limit(last);
    assertThat(wide.unwrap(toWide, content).bytesProduced()).isEqualTo(RECORD);
    assertThat(taken(content)).isEqualTo(sent);
  }

  @Test
  void takesNoMoreThanThereIsRoomFor() throws Exception {
    narrowSends(random(8 * RECORD));
    ByteBuffer content = room();
    assertThat(wide.unwrap(toWide, content).bytesProduced()).isEqualTo(4 * RECORD);
    assertThat(toWide.hasRemaining()).isTrue();
    assertThat(wide.unwrap(toWide, content.clear()).bytesProduced()).isEqualTo(4 * RECORD);
    assertThat(toWide.hasRemaining()).isFalse();
  }

  @Test
  void makesFourRecordsInACall() throws Exception {
    byte[] sent = random(4 * RECORD);
    ByteBuffer from = ByteBuffer.wrap(sent);
    ByteBuffer packet = ByteBuffer.allocate(wide.getSession().getPacketBufferSize());
    SSLEngineResult result = wide.wrap(from, packet);
    assertThat(result.bytesConsumed()).isEqualTo(sent.length);
    assertThat(result.bytesProduced()).isEqualTo(packet.position());
    packet.flip();
    ByteBuffer content = ByteBuffer.allocate(sent.length + RECORD);
    while (packet.hasRemaining()) {
      assertThat(narrow.unwrap(packet, content).bytesProduced()).isEqualTo(RECORD);
    }
    assertThat(taken(content)).isEqualTo(sent);
  }

  @Test
  void whateverFillsABufferGoesInACall() throws Exception {
    byte[] sent = random(wide.getSession().getApplicationBufferSize());
    ByteBuffer from = ByteBuffer.wrap(sent);
    ByteBuffer packet = ByteBuffer.allocate(wide.getSession().getPacketBufferSize());
    SSLEngineResult _ = wide.wrap(from, packet);
    assertThat(from.hasRemaining()).as("a little is left that goes alone").isFalse();
  }

  @Test
  void tellsOfTheEndOnlyAfterWhatCameBeforeIt() throws Exception {
    byte[] sent = random(100);
    narrowSends(sent);
    narrow.closeOutbound();
    SSLEngineResult _ = wrap(narrow, NOTHING, toWide);
    ByteBuffer content = room();
    SSLEngineResult result = wide.unwrap(toWide, content);
    assertThat(result.getStatus()).isEqualTo(Status.OK);
    assertThat(result.bytesProduced()).isEqualTo(100);
    assertThat(toWide.hasRemaining()).as("something waits for the next call").isTrue();
    assertThat(wide.unwrap(toWide, content).getStatus()).isEqualTo(Status.CLOSED);
    assertThat(taken(content)).isEqualTo(sent);
  }

  @Test
  void bytesThatWereChangedOnTheWayAreRefused() throws Exception {
    narrowSends(random(2 * RECORD));
    int last = toWide.limit() - 1;
    toWide.put(last, (byte) (toWide.get(last) ^ 1));
    ByteBuffer content = room();
    assertThatThrownBy(() -> wide.unwrap(toWide, content)).isInstanceOf(SSLException.class);
  }
}
