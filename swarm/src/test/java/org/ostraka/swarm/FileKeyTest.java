package org.ostraka.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.ostraka.base.Digest;

class FileKeyTest {
  private static final Digest ROOT = Digest.of(new byte[1]);
  private static final int KIB = 1024;

  @Test
  void everyPublisherTakesTheSmallestFragmentsThatAreNotTooMany() {
    assertThat(FragmentSize.forContent(0).exponent()).isEqualTo(16);
    assertThat(FragmentSize.forContent(64L * KIB * KIB).exponent()).isEqualTo(16);
    assertThat(FragmentSize.forContent(64L * KIB * KIB + 1).exponent()).isEqualTo(17);
    assertThat(FragmentSize.forContent(128L * KIB * KIB).exponent()).isEqualTo(17);
    assertThat(FragmentSize.forContent(1L << 34).exponent()).isEqualTo(24);
    assertThat(FragmentSize.forContent(FileKey.MAX_SIZE).exponent()).isEqualTo(24);
  }

  @Test
  void theLastFragmentAndTheLastBlockMayBeShort() {
    FileKey key = new FileKey(ROOT, 3L * 64 * KIB + 20_000, new FragmentSize(16));

    assertThat(key.fragments()).isEqualTo(4);
    assertThat(key.bytesOf(0)).isEqualTo(64 * KIB);
    assertThat(key.bytesOf(3)).isEqualTo(20_000);
    assertThat(key.blocksOf(3)).isEqualTo(2);
    assertThat(key.bytesOf(3, 1, 1)).isEqualTo(20_000 - 16 * KIB);
    assertThatThrownBy(() -> key.bytesOf(3, 1, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEmptyFileHasNoFragment() {
    FileKey key = new FileKey(MerkleTree.ZERO, 0, new FragmentSize(16));

    assertThat(key.fragments()).isZero();
    assertThat(key.blocks()).isZero();
  }

  @Test
  void tooManyFragmentsAreRefused() {
    assertThatThrownBy(() -> new FileKey(ROOT, FileKey.MAX_SIZE, new FragmentSize(16)))
        .hasMessageContaining("65536 fragments");
  }

  @Test
  void aKeyIsReadAsItWasWritten() {
    FileKey key = new FileKey(ROOT, FileKey.MAX_SIZE, new FragmentSize(24));
    ByteBuffer octets = ByteBuffer.allocate(FileKey.BYTES);
    key.writeTo(octets);

    assertThat(FileKey.readFrom(octets.flip())).isEqualTo(key);
  }
}
