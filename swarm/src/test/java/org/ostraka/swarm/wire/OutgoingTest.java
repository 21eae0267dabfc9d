package org.ostraka.swarm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.ostraka.swarm.Run;

/** In which order, and together with what, things leave a connection. */
class OutgoingTest {
  private final Outgoing outgoing = new Outgoing();

  private static ByteBuffer message(int... octets) {
    ByteBuffer message = ByteBuffer.allocate(octets.length);
    for (int octet : octets) {
      message.put((byte) octet);
    }
    return message.flip();
  }

  @Test
  void messagesTravelTogetherInTheirOrderAndBeforeBlocks() throws Exception {
    assertThat(outgoing.add(new Run(0, 0, 4), () -> message(9), 256)).isTrue();
    outgoing.addSoon(message(1, 1));
    outgoing.add(message(2));
    outgoing.addSoon(message(3));
    assertThat(outgoing.take()).isEqualTo(message(1, 1, 2, 3));
    assertThat(outgoing.take()).isEqualTo(message(9));
  }

  @Test
  void aMessageThatMayWaitLeavesAllTheSame() throws Exception {
    outgoing.addSoon(message(1));
    assertThat(outgoing.take()).isEqualTo(message(1));
  }

  @Test
  void aLargeMessageTravelsAlone() throws Exception {
    ByteBuffer large = ByteBuffer.allocate(100_000);
    outgoing.add(message(1));
    outgoing.add(large);
    outgoing.add(message(2));
    assertThat(outgoing.take()).isEqualTo(message(1));
    assertThat(outgoing.take()).isEqualTo(large);
    assertThat(outgoing.take()).isEqualTo(message(2));
  }

  @Test
  void aReceiverThatDoesNotReadIsNotKeptMemoryFor() {
    boolean taken = true;
    for (int megabyte = 0; megabyte < 8; megabyte++) {
      taken &= outgoing.add(ByteBuffer.allocate(1 << 20));
    }
    assertThat(taken).isTrue();
    assertThat(outgoing.add(message(1))).isFalse();
  }

  @Test
  void lastWordsAreSentAndThenAllIsOver() throws Exception {
    outgoing.addSoon(message(1));
    outgoing.finish();
    assertThat(outgoing.take()).isEqualTo(message(1));
    assertThat(outgoing.take()).isNull();
  }
}
