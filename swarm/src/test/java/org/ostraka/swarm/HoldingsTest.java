package org.ostraka.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HoldingsTest {

  private static ByteBuffer coverage(Holdings holdings) {
    ByteBuffer octets = ByteBuffer.allocate(holdings.encodedSize());
    holdings.writeTo(octets);
    return octets.flip();
  }

  @Test
  void fragmentZeroIsTheFirstBit() {
    Holdings holdings = Holdings.none(11).with(0).with(2).with(10);

    assertThat(coverage(holdings))
        .isEqualTo(ByteBuffer.wrap(new byte[] {2, (byte) 0b1010_0000, 0b0010_0000}));
  }

  @Test
  void anySetIsReadAsItWasWritten() {
    Random random = new Random(1);
    for (int fragments = 1; fragments < 70; fragments++) {
      for (int round = 0; round < 20; round++) {
        BitSet held = new BitSet();
        for (int i = 0; i < fragments; i++) {
          held.set(i, random.nextInt(4) > 0);
        }
        Holdings holdings = Holdings.of(fragments, held);
        assertThat(Holdings.readFrom(coverage(holdings), fragments)).isEqualTo(holdings);
      }
    }
  }

  @Test
  void everySetHasOneFormOnly() {
    assertRefused(8, 2, 0xff);
    assertRefused(8, 2, 0x00);
    assertRefused(7, 2, 0x81);
    assertRefused(8, 3, 0x01);
    assertRefused(0, 1);
  }

  private static void assertRefused(int fragments, int... octets) {
    ByteBuffer coverage = ByteBuffer.allocate(octets.length);
    for (int octet : octets) {
      coverage.put((byte) octet);
    }
    assertThatThrownBy(() -> Holdings.readFrom(coverage.flip(), fragments))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void digestsTellSetsApart() {
    assertThat(Holdings.none(9).digest()).isNotEqualTo(Holdings.all(9).digest());
    assertThat(Holdings.all(9).digest()).isEqualTo(Holdings.all(12).digest());
    assertThat(Holdings.none(9).with(3).digest()).isNotEqualTo(Holdings.none(9).with(4).digest());
  }
}
