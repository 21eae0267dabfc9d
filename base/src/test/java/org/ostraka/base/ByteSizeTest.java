package org.ostraka.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ByteSizeTest {

  @Test
  void sizesAreReadInTheirUnits() {
    Map<String, Long> sizes =
        Map.ofEntries(
            Map.entry("0", 0L),
            Map.entry("4096", 4096L),
            Map.entry("4096B", 4096L),
            Map.entry("4KiB", 4096L),
            Map.entry("4 kib", 4096L),
            Map.entry("10MB", 10_000_000L),
            Map.entry("3kB", 3_000L),
            Map.entry("16MiB", 1L << 24),
            Map.entry("2GiB", 1L << 31),
            Map.entry("2GB", 2_000_000_000L),
            Map.entry("1TiB", 1L << 40),
            Map.entry("1TB", 1_000_000_000_000L),
            Map.entry("9223372036854775807", Long.MAX_VALUE));
    sizes.forEach((text, bytes) -> assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes)));
  }

  @Test
  void whatBreaksTheRuleIsNamed() {
    for (String text :
        List.of(
            "",
            "-1",
            "KiB",
            "1.5MB",
            "4 KiBs",
            "4  KiB",
            "4XB",
            "9999999999999999999",
            "9999999TiB")) {
      assertThatIllegalArgumentException()
          .as(text)
          .isThrownBy(() -> ByteSize.parse(text))
          .withMessageStartingWith("size '" + text + "': a whole number of bytes");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteSize(-1));
  }

  @Test
  void theExactTextReadsBackTheSame() {
    for (long bytes : new long[] {0, 1, 999, 1000, 1024, 4096, 4097, 10_000_000, 1L << 31}) {
      ByteSize size = new ByteSize(bytes);
      assertThat(ByteSize.parse(size.toString())).isEqualTo(size);
    }
    assertThat(new ByteSize(4096)).hasToString("4KiB");
    assertThat(new ByteSize(10_000_000)).hasToString("10MB");
    assertThat(new ByteSize(4097)).hasToString("4097B");
  }

  @Test
  void theReadableTextIsRounded() {
    assertThat(new ByteSize(0).readable()).isEqualTo("0 B");
    assertThat(new ByteSize(1023).readable()).isEqualTo("1023 B");
    assertThat(new ByteSize(1536).readable()).isEqualTo("1.5 KiB");
    assertThat(new ByteSize(5L << 30).readable()).isEqualTo("5.0 GiB");
  }
}
