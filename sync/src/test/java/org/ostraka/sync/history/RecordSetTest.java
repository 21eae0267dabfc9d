package org.ostraka.sync.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RecordSetTest {

  @Test
  void rangesJoinWhereTheyTouch() {
    assertThat(RecordSet.of(List.of(5L, 1L, 3L, 2L, 7L, 9L, 8L))).hasToString("1-3,5,7-9");
    RecordSet set = RecordSet.parse("1-3,9");
    set.addAll(RecordSet.parse("4-8"));
    assertThat(set).hasToString("1-9");
  }

  @Test
  void thePrefixEndsBeforeTheFirstGap() {
    assertThat(RecordSet.parse("1-3,5").prefix()).isEqualTo(3);
    assertThat(RecordSet.parse("2-3").prefix()).isZero();
    assertThat(RecordSet.parse("").prefix()).isZero();
  }

  @Test
  void whatIsNoSetIsRefused() {
    for (String text : List.of("a", "3-1", "0", "1,,2", "1-", "-1")) {
      assertThatThrownBy(() -> RecordSet.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
