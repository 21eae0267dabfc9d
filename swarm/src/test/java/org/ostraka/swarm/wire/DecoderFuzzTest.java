package org.ostraka.swarm.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.Run;

/** Whatever octets come, a decoder gives a message that it would write the same, or refuses. */
class DecoderFuzzTest {
  private static final int ROUNDS = 1000;

  static Stream<Message> messages() {
    return Examples.all();
  }

  private static void decodeOrRefuse(ByteBuffer octets) {
    ByteBuffer copy = ByteBuffer.allocate(octets.remaining()).put(octets.duplicate()).flip();
    try {
      Message message = Decoder.decode(octets);
      assertThat(Encoder.encode(message)).isEqualTo(copy);
    } catch (WireException e) {
      assertThat(e.code().closes()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void randomBodies(MessageType type) {
    Random random = new Random(type.code());
    for (int i = 0; i < ROUNDS; i++) {
      int length = random.nextInt(Math.min(600, type.maxBody()) + 1);
      byte[] body = new byte[length];
      random.nextBytes(body);
      ByteBuffer octets = ByteBuffer.allocate(4 + length);
      octets.putInt(type.code() << 24 | length).put(body);
      decodeOrRefuse(octets.flip());
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void goodMessagesWithSomeOctetsChanged(Message message) {
    Random random = new Random(3);
    for (int i = 0; i < ROUNDS; i++) {
      ByteBuffer octets = Encoder.encode(message);
      for (int changes = 1 + random.nextInt(3); changes > 0 && octets.limit() > 4; changes--) {
        int at = 4 + random.nextInt(octets.limit() - 4);
        octets.put(at, (byte) random.nextInt(256));
      }
      decodeOrRefuse(octets);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void goodMessagesCutAnywhereAreRefused(Message message) {
    ByteBuffer whole = Encoder.encode(message);
    int step = Math.max(1, whole.limit() / 300);
    for (int length = 0; length < whole.limit() - 4; length += step) {
      ByteBuffer cut = ByteBuffer.allocate(4 + length);
      cut.putInt((whole.getInt(0) & 0xff00_0000) | length).put(whole.slice(4, length));
      if (MessageType.of(message) != MessageType.BLOCKS) {
        assertThatThrownBy(() -> Decoder.decode(cut.flip())).isInstanceOf(WireException.class);
      } else {
        decodeOrRefuse(cut.flip());
      }
    }
  }

  @Test
  void aLengthAboveTheTypesMaximumIsRefusedFromTheHeaderAlone() {
    for (MessageType type : MessageType.values()) {
      assertThatThrownBy(() -> Decoder.type(type.code(), type.maxBody() + 1))
          .isInstanceOfSatisfying(
              WireException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LONG));
    }
  }

  @Test
  void anUnknownTypeIsRefusedFromTheHeaderAlone() {
    assertThatThrownBy(() -> Decoder.type(0x77, 0))
        .isInstanceOfSatisfying(
            WireException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED));
  }

  @Test
  void aCountWithoutItsEntriesTakesNoMemory() {
    ByteBuffer body = ByteBuffer.allocate(8).putInt(2).putShort((short) 0).putShort((short) 1024);

    assertThatThrownBy(() -> Decoder.decode(MessageType.ANNOUNCE, body.flip()))
        .isInstanceOf(WireException.class);
  }

  @Test
  void aRelayWithinARelayIsRefused() throws Exception {
    Message relay =
        Examples.all().filter(m -> MessageType.of(m) == MessageType.RELAY).findAny().orElseThrow();
    ByteBuffer inner = Encoder.encode(relay);
    ByteBuffer outer = ByteBuffer.allocate(4 + 19 + inner.limit());
    outer.putInt(MessageType.RELAY.code() << 24 | 19 + inner.limit());
    outer.put(new byte[19]).put(inner);

    assertThatThrownBy(() -> Decoder.decode(outer.flip())).hasMessageContaining("relay within");
  }

  @Test
  void blocksAreAViewOfTheirBody() throws Exception {
    ByteBuffer body = ByteBuffer.allocate(8 + 5).putInt(0).putShort((short) 0).putShort((short) 1);
    body.put(new byte[5]).flip();
    Message message = Decoder.decode(MessageType.BLOCKS, body);

    assertThat(message)
        .isEqualTo(
            new org.ostraka.swarm.PeerMessage.Blocks(new Run(0, 0, 1), ByteBuffer.allocate(5)));
  }
}
