package org.ostraka.swarm.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ostraka.base.Digest;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.FragmentSize;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.Link;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.ServerMessage;

/**
 * Every way by which a file's name reaches a program: a name that leads elsewhere is refused where
 * it comes in, so that nothing behind has to be afraid of it.
 */
class HostileNamesTest {
  private static final FileName TAME = new FileName("NAME");
  private static final FileKey KEY =
      new FileKey(Digest.of(new byte[1]), 5L << 16, new FragmentSize(16));

  /** Of four bytes each, as the name whose place they take. */
  private static final List<byte[]> HOSTILE =
      List.of(
          "../x".getBytes(UTF_8),
          "/etc".getBytes(UTF_8),
          "..\\x".getBytes(UTF_8),
          "a/bc".getBytes(UTF_8),
          "a\0bc".getBytes(UTF_8),
          "a\nbc".getBytes(UTF_8),
          "a\u001bbc".getBytes(UTF_8),
          "ab\u0085".getBytes(UTF_8),
          new byte[] {'a', (byte) 0xff, 'b', 'c'},
          new byte[] {(byte) 0xc0, (byte) 0xae, 'b', 'c'},
          new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80, 'c'});

  static Stream<Message> messages() {
    Ownership owned = new Ownership(1, new NodeId(2, 5), 100);
    return Stream.of(
        new MapMessage.Entrust(1, KEY, owned, false, TAME),
        new MapMessage.Found(1, 1, List.of(new MapMessage.FoundFile(KEY, owned, 1, 1, TAME))),
        new ServerMessage.Handover(
            1,
            KEY,
            owned,
            TAME,
            List.of(
                new ServerMessage.HandedHolder(
                    new NodeId(1, 2), 5, new Endpoint("c2.example", 7411), Holdings.all(5)))));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void inAMessage(Message message) throws Exception {
    byte[] tame = octets(Encoder.encode(message));
    assertThat(Decoder.decode(ByteBuffer.wrap(tame.clone()))).isEqualTo(message);
    int at = new String(tame, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("NAME");
    assertThat(at).isPositive();
    for (byte[] name : HOSTILE) {
      byte[] hostile = tame.clone();
      System.arraycopy(name, 0, hostile, at, name.length);
      assertThatThrownBy(() -> Decoder.decode(ByteBuffer.wrap(hostile)))
          .as(Arrays.toString(name))
          .isInstanceOfSatisfying(
              WireException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED));
    }
  }

  private static byte[] octets(ByteBuffer message) {
    byte[] octets = new byte[message.remaining()];
    message.get(octets);
    return octets;
  }

  static Stream<byte[]> hostile() {
    return HOSTILE.stream();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void inALink(byte[] name) {
    StringBuilder escaped = new StringBuilder("pire2pire:" + KEY.root());
    escaped.append("?size=").append(KEY.size()).append("&x=16&name=");
    for (byte octet : name) {
      escaped.append("%%%02X".formatted(octet & 0xff));
    }
    assertThatThrownBy(() -> Link.parse(escaped.toString()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
