package org.ostraka.ballot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ostraka.ballot.BallotPath;

/** The filter never denies a name that is there, and denies nearly all that are not. */
final class NameFilterTest {
  private static final int NAMES = 20_000;

  private final NameFilter filter = new NameFilter(NAMES);

  private static BallotPath name(int number) {
    return new BallotPath("ballot-" + number);
  }

  @Test
  void everyNameThatWasAddedMayBeThere() {
    IntStream.range(0, NAMES).forEach(number -> filter.add(name(number)));

    assertThat(IntStream.range(0, NAMES)).allMatch(number -> filter.mayHold(name(number)));
  }

  @Test
  void fewAbsentNamesMayBeThere() {
    IntStream.range(0, NAMES).forEach(number -> filter.add(name(number)));

    long wrong =
        IntStream.range(NAMES, 2 * NAMES).filter(number -> filter.mayHold(name(number))).count();
    assertThat(wrong).isLessThan(NAMES / 100);
  }

  @Test
  void anElectionWithoutVotersHasAFilterToo() {
    assertThat(new NameFilter(0).mayHold(name(1))).isFalse();
  }
}
