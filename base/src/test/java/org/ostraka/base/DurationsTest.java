package org.ostraka.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DurationsTest {

  @Test
  void whatIsWrittenIsReadAndPrintedTheSame() {
    for (String text : List.of("0ms", "200ms", "10s", "90s", "2m", "12h", "365d")) {
      assertThat(Durations.print(Durations.parse(text))).isEqualTo(text);
    }
    assertThat(Durations.parse("200 ms")).isEqualTo(Duration.ofMillis(200));
    assertThat(Durations.parse("999999999d")).isEqualTo(Duration.ofDays(999_999_999));
  }

  @Test
  void theLargestWholeUnitIsPrinted() {
    assertThat(Durations.print(Durations.parse("120s"))).isEqualTo("2m");
    assertThat(Durations.print(Duration.ofMillis(1_500))).isEqualTo("1500ms");
    assertThat(Durations.print(Duration.ofNanos(1_999_999))).isEqualTo("1ms");
    assertThat(Durations.print(Duration.ofNanos(5))).isEqualTo("0ms");
  }

  @Test
  void whatBreaksTheRuleIsNamed() {
    for (String text :
        List.of("", "5", "ms", "-5s", "1.5s", "5 minutes", "5S", "PT5S", "9999999999s")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Durations.parse(text))
          .withMessageStartingWith("duration '" + text + "'");
    }
  }
}
