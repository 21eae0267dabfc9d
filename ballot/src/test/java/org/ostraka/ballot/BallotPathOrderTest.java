package org.ostraka.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names sort in memory as they sort in the stores. */
class BallotPathOrderTest {

  private static final List<String> NAMES =
      List.of(
          "", "a", "a/b", "ab", "é", "\u4e2d", "\ue000", "\ufffd", "\ud83d\uddf3", "\ud83d\uddf3x");

  @Test
  void namesSortAsTheBytesOfTheirUtf8() {
    for (String left : NAMES) {
      for (String right : NAMES) {
        assertThat(Integer.signum(new BallotPath(left).compareTo(new BallotPath(right))))
            .as("'%s' against '%s'", left, right)
            .isEqualTo(Integer.signum(Arrays.compareUnsigned(utf8(left), utf8(right))));
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
