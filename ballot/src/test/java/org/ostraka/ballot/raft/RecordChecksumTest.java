package org.ostraka.ballot.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.CodeSource;
import java.util.Random;
import java.util.zip.CRC32C;
import org.apache.ratis.util.PureJavaCrc32C;
import org.junit.jupiter.api.Test;

/** Log records are summed by the processor's instruction, to the sum that Ratis gives them. */
final class RecordChecksumTest {

  @Test
  void ourClassStandsInThePlaceOfRatis() {
    assertThat(source(PureJavaCrc32C.class)).isEqualTo(source(RaftNode.class));
  }

  private static CodeSource source(Class<?> type) {
    return type.getProtectionDomain().getCodeSource();
  }

  @Test
  void theSumIsThatOfTheStandard() {
    byte[] record = new byte[5_000];
    new Random(7).nextBytes(record);
    CRC32C standard = new CRC32C();
    standard.update(record, 3, 4_000);

    PureJavaCrc32C ours = new PureJavaCrc32C();
    ours.update(1);
    ours.reset();
    ours.update(record, 3, 1_000);
    ours.update(ByteBuffer.allocateDirect(3_000).put(record, 1_003, 3_000).flip());
    assertThat(ours.getValue()).isEqualTo(standard.getValue());
  }
}
